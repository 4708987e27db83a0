-- destroys: activations
-- An older check_audit_chain() knows no imported activations and names those that are left.
alter table promptuary.activations drop column imported_by;
