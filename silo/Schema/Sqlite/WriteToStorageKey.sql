-- Inserts where the caller knows of no row, updates where it knows the present version. Anything else is a conflict:
-- nothing is written and no row returned. A first version is random, so that a row deleted and made again is not taken
-- for the one before; versions stay within 1 and 2147483647, because Orleans reads them as Int32.
INSERT INTO OrleansStorage
    (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId,
     Version, ModifiedOn, PayloadBinary)
SELECT
    @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @GrainTypeString, @ServiceId,
    abs(random() % 2147483647) + 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), @PayloadBinary
WHERE @GrainStateVersion IS NULL OR EXISTS
(
    SELECT 1 FROM OrleansStorage
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString
        AND ServiceId = @ServiceId
)
ON CONFLICT (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
DO UPDATE SET Version = Version % 2147483647 + 1, ModifiedOn = excluded.ModifiedOn, PayloadBinary = excluded.PayloadBinary
WHERE Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
