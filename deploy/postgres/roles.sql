-- The two roles of an installation, made by the superuser in the database that they are for. May be run again.
--
-- levitiis_owner owns the database and its tables and is used by `levitiis db upgrade` alone.
-- levitiis_app   is what the servers and the worker connect as; `levitiis db upgrade` gives it its rights
--                (LEVITIIS_DATABASE_APP_ROLE): it reads and writes rows, and can only add to the audit trail.
--
-- Their passwords are read from the settings levitiis.owner_password and levitiis.app_password of the session.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['levitiis_owner', 'levitiis_app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
        EXECUTE format(
            'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD %L',
            role_name,
            current_setting('levitiis.' || replace(role_name, 'levitiis_', '') || '_password')
        );
    END LOOP;
    EXECUTE format('ALTER DATABASE %I OWNER TO levitiis_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO levitiis_app', current_database());
END
$$;
ALTER SCHEMA public OWNER TO levitiis_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
