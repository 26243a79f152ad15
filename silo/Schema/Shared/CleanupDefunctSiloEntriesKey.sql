-- Those that gave no sign of life since, but for active ones (3): only the silos themselves may declare one of these dead.
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3
