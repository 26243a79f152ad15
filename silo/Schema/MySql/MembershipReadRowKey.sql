-- One row always, for the version: without such a member, the other columns are NULL.
SELECT
    silo.Address, silo.Port, silo.Generation, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort,
    silo.SuspectTimes, silo.StartTime, silo.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable AS membership
LEFT JOIN OrleansMembershipTable AS silo
    ON silo.DeploymentId = membership.DeploymentId AND silo.Status <> 0
    AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation
WHERE membership.DeploymentId = @DeploymentId
