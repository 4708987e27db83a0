-- The five roles. They belong to the whole cluster and may be there from another tenant's database; each includes the
-- rights of the one before it, and the agents' role stands apart.
do $$
declare
    role_name text;
    link record;
begin
    foreach role_name in array array['promptuary_viewer', 'promptuary_editor', 'promptuary_publisher', 'promptuary_admin',
                                     'promptuary_agent'] loop
        continue when exists (select from pg_roles r where r.rolname = role_name);
        begin
            execute format('create role %I nologin', role_name);
        exception
            when duplicate_object or unique_violation then
                null; -- Another database of this cluster was faster.
            when insufficient_privilege then
                raise exception using errcode = '42501', message = format('You may not create the role %s.', role_name),
                    hint = 'Have an administrator run: alter role ' || quote_ident(current_user) || ' createrole';
        end;
    end loop;
    for link in select * from (values ('promptuary_viewer', 'promptuary_editor'), ('promptuary_editor', 'promptuary_publisher'),
                                      ('promptuary_publisher', 'promptuary_admin')) as l (given, receiver) loop
        continue when exists (select from pg_auth_members m
                              where m.roleid = link.given::regrole and m.member = link.receiver::regrole and m.inherit_option);
        execute format('grant %I to %I', link.given, link.receiver);
    end loop;
end
$$;
