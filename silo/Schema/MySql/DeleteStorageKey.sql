-- Returns no row on a conflict, otherwise a version that differs from the deleted one: so Orleans tells them apart.
DELETE FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = @GrainStateVersion;
SELECT @GrainStateVersion % 2147483647 + 1 AS NewGrainStateVersion FROM DUAL WHERE ROW_COUNT() > 0
