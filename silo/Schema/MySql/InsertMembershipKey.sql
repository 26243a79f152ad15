-- Two statements, each whole in itself, because a transaction that fails halfway would keep its locks until its connection is
-- used again. The first one makes a row of status 0, which nobody takes for a member; the second makes it one and advances the
-- version with it, or changes nothing. 0 if the version is not the caller's or the silo is a member already.
INSERT INTO OrleansMembershipTable
    (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
VALUES
    (@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, 0, @ProxyPort, @StartTime, @IAmAliveTime)
ON DUPLICATE KEY UPDATE Generation = @Generation;
UPDATE OrleansMembershipVersionTable AS membership
    JOIN OrleansMembershipTable AS silo ON silo.DeploymentId = membership.DeploymentId
SET
    membership.Version = membership.Version + 1,
    silo.SiloName = @SiloName, silo.HostName = @HostName, silo.Status = @Status, silo.ProxyPort = @ProxyPort,
    silo.StartTime = @StartTime, silo.IAmAliveTime = @IAmAliveTime
WHERE membership.DeploymentId = @DeploymentId AND membership.Version = @Version
    AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation AND silo.Status = 0;
SELECT ROW_COUNT() > 0
