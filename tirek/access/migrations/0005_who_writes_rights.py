"""Who may write who somebody is: memberships by those who may invite, and nobody his own; the tables of rights by none."""

from django.db import migrations, models

MINE = "user_id = (SELECT access_me())"
INVITES = "unit_id = ANY((SELECT access_invites())::bigint[])"
# Before the login there is nobody, and a forgotten password is set by somebody who is not in yet.
MYSELF = "id = (SELECT access_me()) OR (SELECT access_me()) IS NULL"

RIGHTS = f"""
-- The units in which the current user may invite people and end what they are.
CREATE FUNCTION access_invites() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT m.unit_id), '{{}}')
    FROM access_membership m
    JOIN access_accessrole r ON r.code = m.role_id AND r.invites
    JOIN access_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = access_me()
      AND m.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
      AND (m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date);
END;

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON access_accessrole FROM tirek_app;

ALTER TABLE access_organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_unit ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON access_organisation FOR SELECT USING (true);
CREATE POLICY seen ON access_unit FOR SELECT USING (true);
REVOKE DELETE, TRUNCATE ON access_organisation, access_unit FROM tirek_app;

-- A membership is written by somebody who may invite there, under their own name, and never for themselves; the only
-- change is that an open one ends.
ALTER TABLE access_membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON access_membership FOR SELECT USING (true);
CREATE POLICY written ON access_membership FOR INSERT WITH CHECK (
    {INVITES} AND user_id <> (SELECT access_me()) AND invited_by_id = (SELECT access_me()));
CREATE POLICY ended ON access_membership FOR UPDATE USING (ends_on IS NULL AND {INVITES})
    WITH CHECK (ends_on IS NOT NULL AND {INVITES});
REVOKE UPDATE, DELETE, TRUNCATE ON access_membership FROM tirek_app;
GRANT UPDATE (ends_on) ON access_membership TO tirek_app;

-- A user is made by somebody who may invite; changes password, language and light of the pages, each their own.
ALTER TABLE access_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON access_user FOR SELECT USING (true);
CREATE POLICY invited ON access_user FOR INSERT WITH CHECK (
    (SELECT access_invites()) <> '{{}}' AND NOT is_superuser AND NOT is_staff);
CREATE POLICY changed ON access_user FOR UPDATE USING ({MYSELF}) WITH CHECK ({MYSELF});
REVOKE UPDATE, DELETE, TRUNCATE ON access_user FROM tirek_app;
GRANT UPDATE (password, last_login, language, theme) ON access_user TO tirek_app;
"""

BACK = """
GRANT INSERT, UPDATE, DELETE ON access_user, access_membership, access_unit, access_organisation, access_accessrole
    TO tirek_app;
DROP POLICY seen ON access_user; DROP POLICY invited ON access_user; DROP POLICY changed ON access_user;
DROP POLICY seen ON access_membership; DROP POLICY written ON access_membership; DROP POLICY ended ON access_membership;
DROP POLICY seen ON access_unit; DROP POLICY seen ON access_organisation;
ALTER TABLE access_user DISABLE ROW LEVEL SECURITY;
ALTER TABLE access_membership DISABLE ROW LEVEL SECURITY;
ALTER TABLE access_unit DISABLE ROW LEVEL SECURITY;
ALTER TABLE access_organisation DISABLE ROW LEVEL SECURITY;
DROP FUNCTION access_invites();
"""

# What opens the door beside the password: each user's own, seen before the login as well, for then it is looked at.
SECOND_FACTORS = f"""
ALTER TABLE mfa_authenticator ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON mfa_authenticator FOR SELECT USING (true);
CREATE POLICY written ON mfa_authenticator FOR INSERT WITH CHECK ({MINE});
CREATE POLICY used ON mfa_authenticator FOR UPDATE USING ({MINE} OR (SELECT access_me()) IS NULL);
CREATE POLICY removed ON mfa_authenticator FOR DELETE USING ({MINE});
"""

FACTORS_BACK = """
DROP POLICY seen ON mfa_authenticator; DROP POLICY written ON mfa_authenticator;
DROP POLICY used ON mfa_authenticator; DROP POLICY removed ON mfa_authenticator;
ALTER TABLE mfa_authenticator DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_how_others_see_an_organisation"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.AddField("accessrole", "invites", models.BooleanField(default=False)),
        migrations.RunSQL(RIGHTS, BACK),
        migrations.RunSQL(SECOND_FACTORS, FACTORS_BACK),
    ]
