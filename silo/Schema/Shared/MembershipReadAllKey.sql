-- One row at least, for the version: without members, the other columns are NULL.
SELECT
    member.Address, member.Port, member.Generation, member.SiloName, member.HostName, member.Status, member.ProxyPort,
    member.SuspectTimes, member.StartTime, member.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable AS membership
LEFT JOIN OrleansMembershipTable AS member ON member.DeploymentId = membership.DeploymentId
WHERE membership.DeploymentId = @DeploymentId
