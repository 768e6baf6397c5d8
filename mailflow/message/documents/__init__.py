"""The words of a form that came as a document: .docx, .odt and .pdf; bounded, whatever the file holds."""
