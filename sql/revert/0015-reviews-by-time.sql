-- An older program finds the function of its own arguments only.
drop function if exists promptuary.review_execution(text, text, text, timestamptz);
