-- Keeps the row, for its version. Returns no row on a conflict.
UPDATE OrleansStorage SET Version = Version % 2147483647 + 1, ModifiedOn = now(), PayloadBinary = NULL
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
