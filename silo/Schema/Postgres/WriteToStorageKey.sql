-- Inserts where the caller knows of no row, updates where it knows the present version. Anything else is a conflict:
-- nothing is written and no row returned. A first version is random, so that a row deleted and made again is not taken
-- for the one before; versions stay within 1 and 2147483647, because Orleans reads them as Int32.
WITH changed AS
(
    UPDATE OrleansStorage SET Version = Version % 2147483647 + 1, ModifiedOn = now(), PayloadBinary = @PayloadBinary
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString
        AND ServiceId = @ServiceId AND Version = @GrainStateVersion
    RETURNING Version
),
made AS
(
    INSERT INTO OrleansStorage
        (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId,
         Version, ModifiedOn, PayloadBinary)
    SELECT
        @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @GrainTypeString, @ServiceId,
        1 + floor(random() * 2147483647)::integer, now(), @PayloadBinary
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING Version
)
SELECT Version AS NewGrainStateVersion FROM changed UNION ALL SELECT Version FROM made
