-- audit_hash(previous bytea, id bigint, at timestamptz, actor text, action text, subject text, template_id bigint,
--            number integer, details jsonb): bytea
-- Purpose: the link of the audit chain.
-- Returns: SHA-256 over the hash before and everything the event says; the same in every session and time zone.
create or replace function promptuary.audit_hash(previous bytea, id bigint, at timestamptz, actor text, action text,
    subject text, template_id bigint, number integer, details jsonb) returns bytea
language plpgsql immutable parallel safe set search_path = promptuary, pg_temp as $$
begin
    return sha256(previous || convert_to(jsonb_build_array(id, (extract(epoch from at) * 1000000)::bigint, actor, action,
                                                           subject, template_id, number, details)::text, 'UTF8'));
end
$$;
