-- One row at least, for the version: without members, the other columns are NULL.
SELECT
    silo.Address, silo.Port, silo.Generation, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort,
    silo.SuspectTimes, silo.StartTime, silo.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable AS membership
LEFT JOIN OrleansMembershipTable AS silo ON silo.DeploymentId = membership.DeploymentId AND silo.Status <> 0
WHERE membership.DeploymentId = @DeploymentId
