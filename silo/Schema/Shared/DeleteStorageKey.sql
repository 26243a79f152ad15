-- Returns no row on a conflict, otherwise a version that differs from the deleted one: so Orleans tells them apart.
DELETE FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version % 2147483647 + 1 AS NewGrainStateVersion
