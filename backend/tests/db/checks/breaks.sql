-- Ways to break each invariant of a sound organisation, and a part of what `levitiis check` then says.
-- A block begins with the invariant's number and that part; its statements run in one transaction.

-- I02: custody differs
UPDATE assets SET location_id = (SELECT id FROM locations WHERE name = 'Sala') WHERE tag = 'T-2';

-- I02: without a ledger row
DELETE FROM movements WHERE asset_id = (SELECT id FROM assets WHERE tag = 'T-1');

-- I02: has gaps
DELETE FROM movements WHERE asset_id = (SELECT id FROM assets WHERE tag = 'T-1') AND seq = 1;

-- I02: does not start where
UPDATE movements SET from_location_id = NULL WHERE asset_id = (SELECT id FROM assets WHERE tag = 'T-1') AND seq = 2;

-- I02: is no entry
UPDATE movements SET type = 'transfer' WHERE asset_id = (SELECT id FROM assets WHERE tag = 'T-1') AND seq = 1;

-- I03: that of an earlier asset
ALTER TABLE assets DROP CONSTRAINT uq_assets_tag_key;
UPDATE assets SET tag = 'T-1', tag_key = 'T-1' WHERE tag = 'T-2';

-- I03: not the normal form
UPDATE assets SET tag_key = 't 2' WHERE tag = 'T-2';

-- I09: path is not its parent's
UPDATE locations SET path = '/9/' WHERE name = 'Sala';

-- I09: full_name is not
UPDATE asset_categories SET full_name = 'x';

-- I13: name: its value is not the last one
UPDATE assets SET name = 'Forged' WHERE tag = 'T-1';

-- I13: purchase_value: its value
UPDATE assets SET purchase_value = 1 WHERE tag = 'T-1';

-- I13: password_hash: its value
UPDATE users SET password_hash = 'x' WHERE username = 'ana';

-- I13: 0 trail rows tell of its creation
DELETE FROM audit_logs WHERE entity = 'asset' AND entity_id = (SELECT id FROM assets WHERE tag = 'T-1') AND action = 'create';

-- I13: 2 trail rows tell of its creation
INSERT INTO audit_logs (entity, entity_id, action, actor_kind, source, data_json, created_at) SELECT entity, entity_id, action, actor_kind, source, data_json, created_at FROM audit_logs WHERE entity = 'asset' AND entity_id = (SELECT id FROM assets WHERE tag = 'T-1') AND action = 'create';

-- I13: does not start where the one before ended
UPDATE audit_logs SET data_json = jsonb_set(data_json, '{changes,location_id}', '[77, 78]') WHERE entity = 'asset' AND action = 'move' AND entity_id = (SELECT id FROM assets WHERE tag = 'T-1');

-- I13: no trail row tells of its deletion
DELETE FROM suppliers;

-- I13: goes on after its deletion
UPDATE audit_logs SET action = 'delete' WHERE id = (SELECT max(id) FROM audit_logs WHERE entity = 'asset' AND entity_id = (SELECT id FROM assets WHERE tag = 'T-1'));

-- I14: given twice
DROP INDEX uq_outbox_events_sequence;
UPDATE outbox_events SET sequence = 1;

-- I14: without being published
UPDATE outbox_events SET published_at = NULL;

-- I14: passed over
UPDATE outbox_events SET sequence = NULL, published_at = NULL, created_at = created_at - interval '2 hours' WHERE sequence = 1;

-- I14: are missing
DELETE FROM outbox_events WHERE sequence = 2;

-- I14: told before an earlier change
UPDATE outbox_events SET sequence = (SELECT max(sequence) + 1 FROM outbox_events) WHERE sequence = 1;
UPDATE outbox_events SET payload = '{"ids": [1]}', object_type = 'asset';

-- I14: ahead of the last event
INSERT INTO outbox_deliveries VALUES ('mail', 999, now());

-- I15: another size
UPDATE stored_files SET size = 1;

-- I15: the SHA-256 is another
UPDATE stored_files SET sha256 = repeat('0', 64);

-- I15: is missing
UPDATE stored_files SET storage_key = 'abcdef';

-- I15: has no row
DELETE FROM stored_files;

-- I16: its user is inactive
UPDATE users SET active = false WHERE username = 'ana';

-- I16: a spent one
INSERT INTO auth_spent_tokens SELECT token_hash, id, now() FROM auth_sessions;

-- I17: no active user
UPDATE users SET active = false;

-- I17: no active user
UPDATE user_roles SET location_id = (SELECT id FROM locations WHERE name = 'Sala');

-- I18: two effects
ALTER TABLE idempotency_keys DROP CONSTRAINT uq_idempotency_keys_owner_route_key;
INSERT INTO idempotency_keys (owner, route, key, body_hash, status, headers, body, created_at) SELECT owner, route, key, body_hash, status, headers, body, created_at FROM idempotency_keys;

-- I18: a refusal
UPDATE idempotency_keys SET status = 500;

-- I21: rows (asset) are shown
UPDATE assets SET location_id = (SELECT id FROM locations WHERE name = 'Sala');
UPDATE locations SET path = '/9/9/' WHERE name = 'Sala';

-- I21: rows (location) are shown
UPDATE locations SET parent_id = NULL, parent_key = 0 WHERE name = 'Sala';

-- I21: place_key
UPDATE user_roles SET place_key = 5 WHERE location_id IS NOT NULL;

-- I22: a merged record answers for it
UPDATE people SET merged_into_id = (SELECT id FROM people WHERE name <> 'Ana Lima' ORDER BY id LIMIT 1)
WHERE name = 'Ana Lima';

-- I22: its person's record was merged into another
UPDATE people SET merged_into_id = (SELECT id FROM people WHERE name = 'Ana Lima') WHERE name <> 'Ana Lima';

-- I04: it is disposed of and in an open transfer
UPDATE assets SET status = 'disposed', lifecycle_state = 'disposed' WHERE tag = 'T-1';
INSERT INTO movement_documents (number, state, to_location_id, requester_id, reason, created_at, updated_at, version) SELECT 'TR-1', 'pending', l.id, u.id, 'x', now(), now(), 1 FROM locations l, users u WHERE l.name = 'Sede' AND u.username = 'ana';
INSERT INTO movement_document_items (document_id, asset_id, state, is_open) SELECT d.id, a.id, 'waiting', true FROM movement_documents d, assets a WHERE a.tag = 'T-1'

-- I04: something happened to it after its disposal
UPDATE movements SET type = 'disposal' WHERE seq = 1 AND asset_id = (SELECT id FROM assets WHERE tag = 'T-1')

-- I01: it is missing without having been lost
UPDATE assets SET status = 'missing' WHERE tag = 'T-1'

-- I01: it is on loan without an active loan
UPDATE assets SET status = 'on_loan' WHERE tag = 'T-1'

-- I04: it is disposed of and in an open disposal
UPDATE assets SET status = 'disposed', lifecycle_state = 'disposed' WHERE tag = 'T-1';
INSERT INTO disposals (number, state, destination, reason, is_ewaste, requester_id, created_at, updated_at, version) SELECT 'BX-1', 'pending', 'discard', 'x', false, id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO disposal_items (disposal_id, asset_id, is_open, created_at, updated_at, version) SELECT d.id, a.id, true, now(), now(), 1 FROM disposals d, assets a WHERE a.tag = 'T-1'

-- I01: another due date is asked for, and it has ended
INSERT INTO loan_agreements (number, state, borrower_type, person_id, signer_id, start_date, due_date, purpose, requester_id, created_at, updated_at, version) SELECT 'EM-1', 'closed', 'person', p.id, p.id, '2026-01-01', '2026-01-02', 'x', u.id, now(), now(), 1 FROM people p, users u WHERE p.name = 'Ana Lima' AND u.username = 'ana';
INSERT INTO loan_extensions (agreement_id, due_date, reason, state, requester_id, created_at, updated_at, version) SELECT id, '2026-01-03', 'x', 'asked', requester_id, now(), now(), 1 FROM loan_agreements

-- I04: it is in an open disposal and promised to a loan or a transfer
INSERT INTO disposals (number, state, destination, reason, is_ewaste, requester_id, created_at, updated_at, version) SELECT 'BX-1', 'pending', 'discard', 'x', false, id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO disposal_items (disposal_id, asset_id, is_open, created_at, updated_at, version) SELECT d.id, a.id, true, now(), now(), 1 FROM disposals d, assets a WHERE a.tag = 'T-1';
INSERT INTO movement_documents (number, state, to_location_id, requester_id, reason, created_at, updated_at, version) SELECT 'TR-1', 'pending', l.id, u.id, 'x', now(), now(), 1 FROM locations l, users u WHERE l.name = 'Sede' AND u.username = 'ana';
INSERT INTO movement_document_items (document_id, asset_id, state, is_open) SELECT d.id, a.id, 'waiting', true FROM movement_documents d, assets a WHERE a.tag = 'T-1'

-- I04: an asset of it is held although it is not open
INSERT INTO disposals (number, state, destination, reason, is_ewaste, requester_id, created_at, updated_at, version) SELECT 'BX-1', 'rejected', 'discard', 'x', false, id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO disposal_items (disposal_id, asset_id, is_open, created_at, updated_at, version) SELECT d.id, a.id, true, now(), now(), 1 FROM disposals d, assets a WHERE a.tag = 'T-1'

-- I04: what it did is not what the ledger says
INSERT INTO disposals (number, state, destination, reason, is_ewaste, requester_id, created_at, updated_at, version) SELECT 'BX-1', 'concluded', 'discard', 'x', false, id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO disposal_items (disposal_id, asset_id, is_open, created_at, updated_at, version) SELECT d.id, a.id, false, now(), now(), 1 FROM disposals d, assets a WHERE a.tag = 'T-1'

-- I04: what undid it is not what the ledger says
INSERT INTO disposals (number, state, destination, reason, is_ewaste, requester_id, created_at, updated_at, version) SELECT 'BX-1', 'reversed', 'discard', 'x', false, id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO disposal_items (disposal_id, asset_id, is_open, created_at, updated_at, version) SELECT d.id, a.id, false, now(), now(), 1 FROM disposals d, assets a WHERE a.tag = 'T-1'

-- I04: it is concluded, and an asset of it is not disposed of
INSERT INTO disposals (number, state, destination, reason, is_ewaste, requester_id, created_at, updated_at, version) SELECT 'BX-1', 'concluded', 'discard', 'x', false, id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO disposal_items (disposal_id, asset_id, is_open, created_at, updated_at, version) SELECT d.id, a.id, false, now(), now(), 1 FROM disposals d, assets a WHERE a.tag = 'T-1'

-- I07: who asked has decided
INSERT INTO approvals (kind, document_id, number, summary, state, position, content_hash, requester_id, requester_person_id, created_at, updated_at, version) SELECT 'transfer', 1, 'TR-1', 'x', 'approved', 0, 'h', id, person_id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO approval_decisions (approval_id, position, decision, user_id, content_hash, created_at) SELECT a.id, 0, 'approve', a.requester_id, 'h', now() FROM approvals a

-- I07: who asked has decided
INSERT INTO approvals (kind, document_id, number, summary, state, position, content_hash, requester_id, wanted_by, requester_person_id, wanted_by_person_id, created_at, updated_at, version) SELECT 'transfer', 1, 'TR-1', 'x', 'approved', 0, 'h', u.id, w.id, u.person_id, w.person_id, now(), now(), 1 FROM users u, users w WHERE u.username = 'ana' AND w.username = 'caio';
INSERT INTO approval_decisions (approval_id, position, decision, user_id, content_hash, created_at) SELECT a.id, 0, 'approve', a.wanted_by, 'h', now() FROM approvals a

-- I07: another due date waits for an approval that nobody is asked for
INSERT INTO loan_agreements (number, state, borrower_type, person_id, signer_id, start_date, due_date, purpose, requester_id, created_at, updated_at, version) SELECT 'EM-1', 'reserved', 'person', p.id, p.id, '2026-01-01', '2026-01-02', 'x', u.id, now(), now(), 1 FROM people p, users u WHERE p.name = 'Ana Lima' AND u.username = 'ana';
INSERT INTO loan_extensions (agreement_id, due_date, reason, state, requester_id, created_at, updated_at, version) SELECT id, '2026-01-03', 'x', 'pending', requester_id, now(), now(), 1 FROM loan_agreements

-- I07: something else was decided on
INSERT INTO approvals (kind, document_id, number, summary, state, position, content_hash, requester_id, requester_person_id, created_at, updated_at, version) SELECT 'transfer', 1, 'TR-1', 'x', 'approved', 0, 'h', id, person_id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO approval_decisions (approval_id, position, decision, user_id, content_hash, created_at) SELECT a.id, 0, 'approve', u.id, 'other', now() FROM approvals a, users u WHERE u.username = 'caio'

-- I07: it ended without the decisions that it needs
INSERT INTO approvals (kind, document_id, number, summary, state, position, content_hash, requester_id, requester_person_id, created_at, updated_at, version) SELECT 'transfer', 1, 'TR-1', 'x', 'rejected', 0, 'h', id, person_id, now(), now(), 1 FROM users WHERE username = 'ana'

-- I07: it ended without the decisions that it needs
INSERT INTO approvals (kind, document_id, number, summary, state, position, content_hash, requester_id, requester_person_id, created_at, updated_at, version) SELECT 'transfer', 1, 'TR-1', 'x', 'approved', 0, 'h', id, person_id, now(), now(), 1 FROM users WHERE username = 'ana';
INSERT INTO approval_levels (approval_id, position) SELECT id, 0 FROM approvals

-- I23: it is in transit without a transfer
UPDATE assets SET status = 'in_transit' WHERE tag = 'T-1'

-- I23: on a transfer's way without being in transit
INSERT INTO movement_documents (number, state, to_location_id, requester_id, reason, created_at, updated_at, version) SELECT 'TR-1', 'in_transit', l.id, u.id, 'x', now(), now(), 1 FROM locations l, users u WHERE l.name = 'Sede' AND u.username = 'ana';
INSERT INTO movement_document_items (document_id, asset_id, state, is_open) SELECT d.id, a.id, 'waiting', true FROM movement_documents d, assets a WHERE a.tag = 'T-1'

-- I23: an asset of it is held although it is not out
INSERT INTO movement_documents (number, state, to_location_id, requester_id, reason, created_at, updated_at, version) SELECT 'TR-1', 'received', l.id, u.id, 'x', now(), now(), 1 FROM locations l, users u WHERE l.name = 'Sede' AND u.username = 'ana';
INSERT INTO movement_document_items (document_id, asset_id, state, is_open) SELECT d.id, a.id, 'received', true FROM movement_documents d, assets a WHERE a.tag = 'T-1'

-- I24: its state is not what its signer said
INSERT INTO term_templates (kind, current, created_at, updated_at, version) VALUES ('responsibility', 1, now(), now(), 1);
INSERT INTO term_template_versions (template_id, number, title, body, created_at, updated_at) SELECT id, 1, 'x', 'x', now(), now() FROM term_templates;
INSERT INTO terms (number, kind, state, subject_kind, subject_id, subject_number, template_version_id, signer_id, items, content_json, content_hash, code, pdf_id, pdf_sha256, created_at, updated_at, version) SELECT 'TM-1', 'responsibility', 'refused', 'transfer', 1, 'TR-1', v.id, p.id, 0, '{}', 'h', 'c', f.id, f.sha256, now(), now(), 1 FROM term_template_versions v, people p, stored_files f WHERE p.name = 'Ana Lima'

-- I24: something else was signed
INSERT INTO term_templates (kind, current, created_at, updated_at, version) VALUES ('responsibility', 1, now(), now(), 1);
INSERT INTO term_template_versions (template_id, number, title, body, created_at, updated_at) SELECT id, 1, 'x', 'x', now(), now() FROM term_templates;
INSERT INTO terms (number, kind, state, subject_kind, subject_id, subject_number, template_version_id, signer_id, items, content_json, content_hash, code, pdf_id, pdf_sha256, created_at, updated_at, version) SELECT 'TM-1', 'responsibility', 'refused', 'transfer', 1, 'TR-1', v.id, p.id, 0, '{}', 'h', 'c', f.id, f.sha256, now(), now(), 1 FROM term_template_versions v, people p, stored_files f WHERE p.name = 'Ana Lima';
INSERT INTO term_signatures (term_id, decision, method, level, signer_id, signer_name, address, pdf_sha256, created_at, updated_at) SELECT id, 'refuse', 'on_site', 'simple', signer_id, 'x', 'x', 'other', now(), now() FROM terms

-- I24: its PDF is another
INSERT INTO term_templates (kind, current, created_at, updated_at, version) VALUES ('responsibility', 1, now(), now(), 1);
INSERT INTO term_template_versions (template_id, number, title, body, created_at, updated_at) SELECT id, 1, 'x', 'x', now(), now() FROM term_templates;
INSERT INTO terms (number, kind, state, subject_kind, subject_id, subject_number, template_version_id, signer_id, items, content_json, content_hash, code, pdf_id, pdf_sha256, created_at, updated_at, version) SELECT 'TM-1', 'responsibility', 'pending', 'transfer', 1, 'TR-1', v.id, p.id, 0, '{}', 'h', 'c', f.id, 'other', now(), now(), 1 FROM term_template_versions v, people p, stored_files f WHERE p.name = 'Ana Lima'

-- I24: its signed PDF is another
INSERT INTO term_templates (kind, current, created_at, updated_at, version) VALUES ('responsibility', 1, now(), now(), 1);
INSERT INTO term_template_versions (template_id, number, title, body, created_at, updated_at) SELECT id, 1, 'x', 'x', now(), now() FROM term_templates;
INSERT INTO terms (number, kind, state, subject_kind, subject_id, subject_number, template_version_id, signer_id, items, content_json, content_hash, code, pdf_id, pdf_sha256, created_at, updated_at, version) SELECT 'TM-1', 'responsibility', 'pending', 'transfer', 1, 'TR-1', v.id, p.id, 0, '{}', 'h', 'c', f.id, f.sha256, now(), now(), 1 FROM term_template_versions v, people p, stored_files f WHERE p.name = 'Ana Lima';
UPDATE terms SET state = 'signed', signed_pdf_id = pdf_id, signed_pdf_sha256 = 'other';
INSERT INTO term_signatures (term_id, decision, method, level, signer_id, signer_name, address, pdf_sha256, created_at, updated_at) SELECT id, 'sign', 'on_site', 'simple', signer_id, 'x', 'x', (SELECT pdf_sha256 FROM terms), now(), now() FROM terms

-- I25: who was cleared answers for assets
UPDATE people SET left_on = '2026-01-01' WHERE name = 'Ana Lima';
INSERT INTO clearances (number, state, person_id, left_on, was_active, content_json, content_hash, code, pdf_id, pdf_sha256, created_at, updated_at, version) SELECT 'NC-1', 'valid', p.id, '2026-01-01', true, '{}', 'h', 'c', f.id, f.sha256, now(), now(), 1 FROM people p, stored_files f WHERE p.name = 'Ana Lima' LIMIT 1;
UPDATE assets SET responsible_id = (SELECT person_id FROM clearances) WHERE tag = 'T-1'

-- I25: who was cleared has something on loan
UPDATE people SET left_on = '2026-01-01' WHERE name = 'Ana Lima';
INSERT INTO clearances (number, state, person_id, left_on, was_active, content_json, content_hash, code, pdf_id, pdf_sha256, created_at, updated_at, version) SELECT 'NC-1', 'valid', p.id, '2026-01-01', true, '{}', 'h', 'c', f.id, f.sha256, now(), now(), 1 FROM people p, stored_files f WHERE p.name = 'Ana Lima' LIMIT 1;
INSERT INTO loan_agreements (number, state, borrower_type, person_id, signer_id, start_date, due_date, purpose, requester_id, created_at, updated_at, version) SELECT 'EM-1', 'reserved', 'person', c.person_id, c.person_id, '2026-01-01', '2026-01-02', 'x', u.id, now(), now(), 1 FROM clearances c, users u WHERE u.username = 'ana';
INSERT INTO loans (agreement_id, asset_id, borrower_type, borrower_id, start_date, due_date, free_from, status, created_at, updated_at, version) SELECT g.id, a.id, 'person', g.person_id, g.start_date, g.due_date, '2026-01-03', 'reserved', now(), now(), 1 FROM loan_agreements g, assets a WHERE a.tag = 'T-1'

-- I25: who was cleared sits in the commission of an open disposal
UPDATE people SET left_on = '2026-01-01' WHERE name = 'Ana Lima';
INSERT INTO clearances (number, state, person_id, left_on, was_active, content_json, content_hash, code, pdf_id, pdf_sha256, created_at, updated_at, version) SELECT 'NC-1', 'valid', p.id, '2026-01-01', true, '{}', 'h', 'c', f.id, f.sha256, now(), now(), 1 FROM people p, stored_files f WHERE p.name = 'Ana Lima' LIMIT 1;
INSERT INTO disposals (number, state, destination, reason, is_ewaste, requester_id, created_at, updated_at, version) SELECT 'BX-1', 'draft', 'discard', 'x', false, u.id, now(), now(), 1 FROM users u WHERE u.username = 'ana';
INSERT INTO disposal_members (disposal_id, person_id, role, created_at, updated_at, version) SELECT d.id, c.person_id, 'member', now(), now(), 1 FROM disposals d, clearances c

-- I25: who was cleared is not as having left
INSERT INTO clearances (number, state, person_id, left_on, was_active, content_json, content_hash, code, pdf_id, pdf_sha256, created_at, updated_at, version) SELECT 'NC-1', 'valid', p.id, '2026-01-01', true, '{}', 'h', 'c', f.id, f.sha256, now(), now(), 1 FROM people p, stored_files f WHERE p.name = 'Ana Lima' LIMIT 1

-- I25: its PDF is another
INSERT INTO clearances (number, state, person_id, left_on, was_active, content_json, content_hash, code, pdf_id, pdf_sha256, withdrawn_at, withdrawal_reason, created_at, updated_at, version) SELECT 'NC-1', 'withdrawn', p.id, '2026-01-01', true, '{}', 'h', 'c', f.id, 'other', now(), 'x', now(), now(), 1 FROM people p, stored_files f WHERE p.name = 'Ana Lima' LIMIT 1
