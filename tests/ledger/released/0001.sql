BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE arrivals (
	id INTEGER NOT NULL, 
	mailbox TEXT, 
	uidvalidity INTEGER, 
	uid INTEGER, 
	arrived DATETIME NOT NULL, 
	door TEXT DEFAULT '' NOT NULL, 
	raw BLOB, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	why TEXT DEFAULT '' NOT NULL, 
	claimed_by TEXT, 
	claimed_at DATETIME, 
	due DATETIME NOT NULL, 
	CONSTRAINT pk_arrivals PRIMARY KEY (id), 
	CONSTRAINT uq_arrivals_mailbox_uidvalidity_uid UNIQUE (mailbox, uidvalidity, uid)
);
CREATE TABLE attendees (
	booking INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	name TEXT, 
	choices JSON NOT NULL, 
	requests JSON NOT NULL, 
	attended BOOLEAN, 
	name_key TEXT NOT NULL, 
	CONSTRAINT pk_attendees PRIMARY KEY (booking, number), 
	CONSTRAINT fk_attendees_booking FOREIGN KEY(booking) REFERENCES bookings (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "attendees" VALUES(1,1,'Anna Bianchi','{}','["diet"]',NULL,'anna bianchi');
INSERT INTO "attendees" VALUES(2,1,'Luca Verdi','{}','[]',NULL,'luca verdi');
CREATE TABLE bookings (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	event TEXT NOT NULL, 
	source TEXT NOT NULL, 
	received DATETIME NOT NULL, 
	language TEXT NOT NULL, 
	name TEXT, 
	email TEXT, 
	phone TEXT, 
	organization TEXT, 
	requests JSON NOT NULL, 
	notes TEXT NOT NULL, 
	asked JSON NOT NULL, 
	asked_until DATETIME, 
	pending TEXT NOT NULL, 
	addresses JSON NOT NULL, 
	address TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	undelivered TEXT, 
	CONSTRAINT pk_bookings PRIMARY KEY (id), 
	CONSTRAINT fk_bookings_event FOREIGN KEY(event) REFERENCES events (id), 
	CONSTRAINT uq_bookings_code UNIQUE (code)
);
INSERT INTO "bookings" VALUES(1,'AAAA-22','workshop','email','2010-11-05 11:01:00.000000','it','Anna Bianchi','anna@citizen.example',NULL,NULL,'[]','celiaca','[]',NULL,'','["office@company.example"]','anna@citizen.example','anna bianchi',1,NULL);
INSERT INTO "bookings" VALUES(2,'BBBB-33','workshop','email','2010-11-05 11:02:00.000000','it','Luca Verdi','luca@citizen.example',NULL,NULL,'[]','','[]',NULL,'','[]','luca@citizen.example','luca verdi',1,NULL);
CREATE TABLE events (
	id TEXT NOT NULL, 
	reviews INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (id)
);
INSERT INTO "events" VALUES('workshop',1);
CREATE TABLE inbound (
	id INTEGER NOT NULL, 
	mailbox TEXT, 
	uidvalidity INTEGER, 
	uid INTEGER, 
	message_id TEXT NOT NULL, 
	digest BLOB NOT NULL, 
	sender TEXT NOT NULL, 
	address TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	arrived DATETIME NOT NULL, 
	handled_at DATETIME NOT NULL, 
	event TEXT, 
	booking TEXT, 
	intent TEXT NOT NULL, 
	settled TEXT NOT NULL, 
	why TEXT NOT NULL, 
	confident BOOLEAN NOT NULL, 
	moved_at DATETIME, 
	CONSTRAINT pk_inbound PRIMARY KEY (id), 
	CONSTRAINT fk_inbound_booking FOREIGN KEY(booking) REFERENCES bookings (code) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_inbound_mailbox_uidvalidity_uid UNIQUE (mailbox, uidvalidity, uid), 
	CONSTRAINT uq_inbound_message_id_digest UNIQUE (message_id, digest)
);
INSERT INTO "inbound" VALUES(1,'info@comune.example/INBOX',7,1,'first@citizen.example',X'0A827673D00B2D415BEA4971955AA6E1781CC2A0979CD21A73754765EEDDD88B','anna@citizen.example','anna@citizen.example','Prenotazione','2010-11-05 11:00:00.000000','2010-11-05 11:01:00.000000','workshop','AAAA-22','book','handled','',1,NULL);
CREATE TABLE inbound_raw (
	inbound INTEGER NOT NULL, 
	raw BLOB NOT NULL, 
	CONSTRAINT pk_inbound_raw PRIMARY KEY (inbound), 
	CONSTRAINT fk_inbound_raw_inbound FOREIGN KEY(inbound) REFERENCES inbound (id) ON DELETE CASCADE
);
INSERT INTO "inbound_raw" VALUES(1,X'536F6E6F20416E6E61204269616E6368692C2063656C69616361');
CREATE TABLE journal (
	id INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	booking TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	kind TEXT NOT NULL, 
	why TEXT NOT NULL, 
	inbound INTEGER, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (id), 
	CONSTRAINT fk_journal_inbound FOREIGN KEY(inbound) REFERENCES inbound (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "journal" VALUES(1,'workshop','AAAA-22','2010-11-05 11:03:00.000000','new','',NULL,'','1: event confirmed, welfare confirmed');
INSERT INTO "journal" VALUES(2,'workshop','BBBB-33','2010-11-05 11:03:00.000000','new','',NULL,'','1: event confirmed, welfare waitlisted');
CREATE TABLE marks (
	"key" TEXT NOT NULL, 
	event TEXT, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_marks PRIMARY KEY ("key")
);
INSERT INTO "marks" VALUES('digest:workshop:2010-11-05','workshop','2010-11-05 11:09:00.000000');
CREATE TABLE notes (
	id INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_notes PRIMARY KEY (id)
);
INSERT INTO "notes" VALUES(1,'workshop','2010-11-05 11:09:00.000000','a line of the digest');
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	message_id TEXT NOT NULL, 
	"key" TEXT, 
	kind TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	address TEXT NOT NULL, 
	event TEXT, 
	booking TEXT, 
	inbound INTEGER, 
	status TEXT NOT NULL, 
	created DATETIME NOT NULL, 
	due DATETIME NOT NULL, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	doubts INTEGER DEFAULT '0' NOT NULL, 
	claimed_by TEXT, 
	claimed_at DATETIME, 
	done_at DATETIME, 
	reply TEXT DEFAULT '' NOT NULL, 
	why TEXT DEFAULT '' NOT NULL, 
	bounced TEXT, 
	bounced_at DATETIME, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_booking FOREIGN KEY(booking) REFERENCES bookings (code) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_outbox_inbound FOREIGN KEY(inbound) REFERENCES inbound (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_outbox_key UNIQUE ("key"), 
	CONSTRAINT uq_outbox_message_id UNIQUE (message_id)
);
INSERT INTO "outbox" VALUES(1,'sent@us.example',NULL,'confirmation','anna@citizen.example','anna@citizen.example','workshop','AAAA-22',1,'sent','2010-11-05 11:00:00.000000','2010-11-05 11:00:00.000000',1,0,NULL,NULL,'2010-11-05 11:06:00.000000','250 kept','',NULL,NULL);
INSERT INTO "outbox" VALUES(2,'waits@us.example',NULL,'confirmation','luca@citizen.example','luca@citizen.example','workshop','BBBB-33',NULL,'queued','2010-11-05 11:30:00.000000','2010-11-05 11:30:00.000000',0,0,NULL,NULL,NULL,'','',NULL,NULL);
CREATE TABLE outbox_raw (
	outbox INTEGER NOT NULL, 
	raw BLOB NOT NULL, 
	CONSTRAINT pk_outbox_raw PRIMARY KEY (outbox), 
	CONSTRAINT fk_outbox_raw_outbox FOREIGN KEY(outbox) REFERENCES outbox (id) ON DELETE CASCADE
);
INSERT INTO "outbox_raw" VALUES(1,X'5375626A6563743A20790D0A0D0A79');
INSERT INTO "outbox_raw" VALUES(2,X'5375626A6563743A20790D0A0D0A79');
CREATE TABLE places (
	booking INTEGER NOT NULL, 
	attendee INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	round TEXT, 
	session TEXT NOT NULL, 
	status TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	offer_until DATETIME, 
	sequence INTEGER NOT NULL, 
	CONSTRAINT pk_places PRIMARY KEY (booking, attendee, number), 
	CONSTRAINT fk_places_booking_attendee FOREIGN KEY(booking, attendee) REFERENCES attendees (booking, number) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "places" VALUES(1,1,0,'workshop',NULL,'','confirmed','2010-11-05 11:01:00.000000',NULL,0);
INSERT INTO "places" VALUES(1,1,1,'workshop','turno-1','welfare','confirmed','2010-11-05 11:01:00.000000',NULL,0);
INSERT INTO "places" VALUES(2,1,0,'workshop',NULL,'','confirmed','2010-11-05 11:02:00.000000',NULL,0);
INSERT INTO "places" VALUES(2,1,1,'workshop','turno-1','welfare','waitlisted','2010-11-05 11:02:00.000000',NULL,0);
CREATE TABLE reviews (
	id INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	token TEXT NOT NULL, 
	inbound INTEGER, 
	booking TEXT, 
	kind TEXT NOT NULL, 
	why JSON NOT NULL, 
	ways JSON NOT NULL, 
	sender TEXT NOT NULL, 
	address TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	text TEXT NOT NULL, 
	understood JSON NOT NULL, 
	page BLOB, 
	received DATETIME, 
	opened DATETIME NOT NULL, 
	settled_at DATETIME, 
	settled_how TEXT DEFAULT '' NOT NULL, 
	settled_by TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_reviews PRIMARY KEY (id), 
	CONSTRAINT fk_reviews_booking FOREIGN KEY(booking) REFERENCES bookings (code) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_reviews_inbound FOREIGN KEY(inbound) REFERENCES inbound (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_reviews_event_number UNIQUE (event, number), 
	CONSTRAINT uq_reviews_token UNIQUE (token)
);
INSERT INTO "reviews" VALUES(1,'workshop',1,'t1',NULL,NULL,'doubt','["two sessions of one round"]','["confirm", "ask"]','anna@citizen.example','anna@citizen.example','Prenotazione','Vorrei…','[["seats", "due"]]',NULL,'2010-11-05 11:00:00.000000','2010-11-05 11:00:00.000000',NULL,'','');
CREATE TABLE seats (
	event TEXT NOT NULL, 
	session TEXT NOT NULL, 
	capacity INTEGER, 
	ceiling INTEGER, 
	taken INTEGER DEFAULT '0' NOT NULL, 
	waiting INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_seats PRIMARY KEY (event, session), 
	CONSTRAINT ck_seats_taken_within CHECK (ceiling IS NULL OR taken <= ceiling), 
	CONSTRAINT ck_seats_taken_counted CHECK (taken >= 0), 
	CONSTRAINT ck_seats_waiting_counted CHECK (waiting >= 0), 
	CONSTRAINT fk_seats_event FOREIGN KEY(event) REFERENCES events (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "seats" VALUES('workshop','',2,2,2,0);
INSERT INTO "seats" VALUES('workshop','governance',NULL,NULL,0,0);
INSERT INTO "seats" VALUES('workshop','welfare',2,2,1,1);
CREATE TABLE words (
	id INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	session TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	address TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_words PRIMARY KEY (id)
);
INSERT INTO "words" VALUES(1,'workshop','welfare','proposal','Più panchine','','2010-11-05 11:09:00.000000');
CREATE TABLE writers (
	booking INTEGER NOT NULL, 
	address TEXT NOT NULL, 
	CONSTRAINT pk_writers PRIMARY KEY (booking, address), 
	CONSTRAINT fk_writers_booking FOREIGN KEY(booking) REFERENCES bookings (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "writers" VALUES(1,'office@company.example');
CREATE INDEX ix_arrivals_due ON arrivals (due, id) WHERE raw IS NOT NULL AND claimed_by IS NULL;
CREATE INDEX ix_marks_event ON marks (event);
CREATE INDEX ix_notes_event_at ON notes (event, at);
CREATE INDEX ix_words_address ON words (address);
CREATE INDEX ix_words_event_kind_id ON words (event, kind, id);
CREATE INDEX ix_bookings_address_event ON bookings (address, event);
CREATE INDEX ix_bookings_asked ON bookings (asked_until, event) WHERE asked_until IS NOT NULL;
CREATE INDEX ix_bookings_event_received_id ON bookings (event, received, id);
CREATE INDEX ix_bookings_name_key_event ON bookings (name_key, event);
CREATE INDEX ix_attendees_name_key_booking ON attendees (name_key, booking) WHERE name_key <> '';
CREATE INDEX ix_inbound_address ON inbound (address);
CREATE INDEX ix_inbound_booking ON inbound (booking);
CREATE INDEX ix_inbound_event_arrived ON inbound (event, arrived);
CREATE INDEX ix_inbound_unmoved ON inbound (mailbox, id) WHERE moved_at IS NULL AND mailbox IS NOT NULL;
CREATE INDEX ix_writers_address_booking ON writers (address, booking);
CREATE INDEX ix_journal_booking ON journal (booking);
CREATE INDEX ix_journal_event_at ON journal (event, at);
CREATE INDEX ix_journal_inbound ON journal (inbound);
CREATE INDEX ix_outbox_address_created ON outbox (address, created);
CREATE INDEX ix_outbox_answers ON outbox (created) WHERE key IS NULL;
CREATE INDEX ix_outbox_booking ON outbox (booking);
CREATE INDEX ix_outbox_bounced ON outbox (event, bounced_at) WHERE bounced_at IS NOT NULL;
CREATE INDEX ix_outbox_claimed ON outbox (claimed_at) WHERE status = 'claimed';
CREATE INDEX ix_outbox_due ON outbox (due, id) WHERE status = 'queued';
CREATE INDEX ix_outbox_inbound ON outbox (inbound);
CREATE INDEX ix_outbox_unsent ON outbox (status, id) WHERE status <> 'sent';
CREATE INDEX ix_places_offers ON places (offer_until, event, session) WHERE status = 'offered';
CREATE INDEX ix_places_queue ON places (event, session, since, booking, attendee) WHERE status = 'waitlisted';
CREATE UNIQUE INDEX places_one_confirmed ON places (booking, attendee, round) WHERE round IS NOT NULL AND status IN ('confirmed', 'attended', 'absent');
CREATE UNIQUE INDEX places_one_living ON places (booking, attendee, session) WHERE status <> 'cancelled';
CREATE INDEX ix_reviews_address ON reviews (address);
CREATE INDEX ix_reviews_booking ON reviews (booking);
CREATE INDEX ix_reviews_inbound ON reviews (inbound);
CREATE INDEX ix_reviews_open ON reviews (event, number) WHERE settled_at IS NULL;
COMMIT;
