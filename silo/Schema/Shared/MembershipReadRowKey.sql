-- One row always, for the version: without such a member, the other columns are NULL.
SELECT
    member.Address, member.Port, member.Generation, member.SiloName, member.HostName, member.Status, member.ProxyPort,
    member.SuspectTimes, member.StartTime, member.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable AS membership
LEFT JOIN OrleansMembershipTable AS member
    ON member.DeploymentId = membership.DeploymentId
    AND member.Address = @Address AND member.Port = @Port AND member.Generation = @Generation
WHERE membership.DeploymentId = @DeploymentId
