-- One statement: the version advances with the row's change, or neither is written. The row is locked first, so that the version
-- cannot advance for one that is just being cleaned up. 0 if the version is not the caller's or there is no row.
WITH present AS
(
    SELECT DeploymentId FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
    FOR UPDATE
),
advanced AS
(
    UPDATE OrleansMembershipVersionTable AS membership SET Version = membership.Version + 1
    FROM present
    WHERE membership.DeploymentId = present.DeploymentId AND membership.Version = @Version
    RETURNING membership.DeploymentId
),
changed AS
(
    UPDATE OrleansMembershipTable AS silo
    SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    FROM advanced
    WHERE silo.DeploymentId = advanced.DeploymentId AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation
    RETURNING 1
)
SELECT count(*) FROM changed
