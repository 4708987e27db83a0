-- content_hash(messages jsonb, format text, variables jsonb, model_config json): bytea
-- Purpose: says in 32 bytes what a version holds, so that equal contents are found by it.
-- Returns: SHA-256 of the four parts; the model configuration counts exactly as written.
create or replace function promptuary.content_hash(messages jsonb, format text, variables jsonb, model_config json)
returns bytea
language plpgsql immutable parallel safe set search_path = promptuary, pg_temp as $$
begin
    return sha256(convert_to(jsonb_build_array(messages, format, variables)::text || model_config::text, 'UTF8'));
end
$$;
