"""The words of a form that came as a document: .docx and .odt; bounded, whatever the file holds."""
