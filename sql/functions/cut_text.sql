-- cut_text(text, bytes integer): text
-- Purpose: the beginning of a text, in at most so many bytes of UTF-8 and never with a part of a character.
create or replace function promptuary.cut_text(text, bytes integer) returns text
language sql immutable strict set search_path = promptuary, pg_temp as $$
    -- A byte 10…… continues a character, of which there are three at most.
    select convert_from(substring(t.utf8 for p.bytes), 'UTF8')
    from (select convert_to($1, 'UTF8') as utf8) t, generate_series(cut_text.bytes, cut_text.bytes - 3, -1) p (bytes)
    where p.bytes >= octet_length(t.utf8) or p.bytes <= 0 or get_byte(t.utf8, p.bytes) & 192 <> 128
    limit 1
$$;
