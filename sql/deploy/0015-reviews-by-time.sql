-- A review names the time of its execution: an id may be recorded at more than one.

drop function if exists promptuary.review_execution(text, text, text);
