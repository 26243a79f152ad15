-- One statement: the version advances with the row's change, or neither is written. 0 if the version is not the caller's or there is
-- no such member.
UPDATE OrleansMembershipVersionTable AS membership
    JOIN OrleansMembershipTable AS silo ON silo.DeploymentId = membership.DeploymentId
SET
    membership.Version = membership.Version + 1,
    silo.Status = @Status, silo.SuspectTimes = @SuspectTimes, silo.IAmAliveTime = @IAmAliveTime
WHERE membership.DeploymentId = @DeploymentId AND membership.Version = @Version
    AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation AND silo.Status <> 0;
SELECT ROW_COUNT() > 0
