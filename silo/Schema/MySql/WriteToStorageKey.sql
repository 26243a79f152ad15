-- Inserts where the caller knows of no row, updates where it knows the present version. Anything else is a conflict: no state is
-- written and no row returned. One statement, in which the payload stands once. LAST_INSERT_ID(x) notes the new version for the
-- second one, 0 on a conflict. Who knows a version of a row that is gone makes one of version 0, which is no state and removed at
-- once. A first version is random, so that a row deleted and made again is not taken for the one before; versions stay within 1
-- and 2147483647, because Orleans reads them as Int32. Assignments are made from left to right: the version's comes last.
INSERT INTO OrleansStorage
    (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId,
     Version, ModifiedOn, PayloadBinary)
VALUES
    (@GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, COALESCE(@GrainIdExtensionString, ''), @GrainTypeString, @ServiceId,
     LAST_INSERT_ID(IF(@GrainStateVersion IS NULL, 1 + FLOOR(RAND() * 2147483647), 0)), UTC_TIMESTAMP(6), @PayloadBinary)
ON DUPLICATE KEY UPDATE
    PayloadBinary = IF(Version = COALESCE(@GrainStateVersion, 0), VALUES(PayloadBinary), PayloadBinary),
    ModifiedOn = IF(Version = COALESCE(@GrainStateVersion, 0), VALUES(ModifiedOn), ModifiedOn),
    Version = IF(
        Version = COALESCE(@GrainStateVersion, 0),
        LAST_INSERT_ID(IF(Version = 0, VALUES(Version), Version % 2147483647 + 1)),
        Version + LAST_INSERT_ID(0));
SELECT LAST_INSERT_ID() AS NewGrainStateVersion FROM DUAL WHERE LAST_INSERT_ID() > 0;
DELETE FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString
    AND ServiceId = @ServiceId AND Version = 0 AND LAST_INSERT_ID() = 0
