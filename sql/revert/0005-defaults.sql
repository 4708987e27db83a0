-- destroys:
-- What was seeded is the users' own by now and stays; deploying again adds only what does not exist.
select;
