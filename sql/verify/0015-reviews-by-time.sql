-- Fails where a call without a time could mean two functions.
do $$
begin
    if to_regprocedure('promptuary.review_execution(text, text, text)') is not null then
        raise exception 'The older review_execution(text, text, text) is there still.';
    end if;
end
$$;
