INSERT IGNORE INTO OrleansMembershipVersionTable (DeploymentId, Version) VALUES (@DeploymentId, 0);
SELECT ROW_COUNT()
