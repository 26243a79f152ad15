namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>
/// What TaskFlow for Python leaves in a database after <c>upgrade</c>, <c>save_logbook</c> and <c>update_atom_details</c> of its SQLAlchemy
/// backend: its tables, a logbook <c>lb1</c>, a flow <c>fd1</c>, and in it a task <c>td1</c> with the result <c>{"a": [1, null, "é"]}</c> and
/// a retry <c>rd1</c>. The databases differ in the types that SQLAlchemy takes for columns.
/// </summary>
/// <param name="Time">Of times.</param>
/// <param name="Json">Of values.</param>
/// <param name="AtomType">Of what an atom is.</param>
/// <param name="Intention">Of intentions.</param>
public sealed record PythonTables(string Time, string Json, string AtomType, string Intention)
{
    /// <summary>What is executed first: types that have names of their own.</summary>
    public string Types { get; init; } = "";

    /// <summary>A backslash in the database's literals.</summary>
    public string Backslash { get; init; } = @"\";

    /// <summary>Statements that leave the same.</summary>
    public string Dump => $$"""
        {{Types}}
        CREATE TABLE logbooks (
            created_at {{Time}},
            updated_at {{Time}},
            meta {{Json}},
            name VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            PRIMARY KEY (uuid),
            UNIQUE (uuid)
        );
        CREATE TABLE flowdetails (
            created_at {{Time}},
            updated_at {{Time}},
            parent_uuid VARCHAR(64),
            meta {{Json}},
            name VARCHAR(255),
            state VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            PRIMARY KEY (uuid),
            FOREIGN KEY(parent_uuid) REFERENCES logbooks (uuid) ON DELETE CASCADE,
            UNIQUE (uuid)
        );
        CREATE TABLE atomdetails (
            created_at {{Time}},
            updated_at {{Time}},
            meta {{Json}},
            parent_uuid VARCHAR(64),
            name VARCHAR(255),
            version VARCHAR(64),
            state VARCHAR(255),
            uuid VARCHAR(64) NOT NULL,
            failure {{Json}},
            results {{Json}},
            revert_results {{Json}},
            revert_failure {{Json}},
            atom_type {{AtomType}},
            intention {{Intention}},
            PRIMARY KEY (uuid),
            FOREIGN KEY(parent_uuid) REFERENCES flowdetails (uuid) ON DELETE CASCADE,
            UNIQUE (uuid)
        );
        INSERT INTO logbooks VALUES ('2026-11-21 18:51:49.803808', '2026-11-21 18:51:49.803825', '{}', 'b', 'lb1');
        INSERT INTO flowdetails VALUES ('2026-11-21 18:51:49.807571', NULL, 'lb1', '{}', 'f', NULL, 'fd1');
        INSERT INTO atomdetails VALUES ('2026-11-21 18:51:49.808700', '2026-11-21 18:51:49.813417', '{}', 'fd1', 't', NULL, 'SUCCESS', 'td1', NULL, '{"a": [1, null, "{{Backslash}}u00e9"]}', NULL, NULL, 'TASK_DETAIL', 'EXECUTE');
        INSERT INTO atomdetails VALUES ('2026-11-21 18:51:49.809227', NULL, '{}', 'fd1', 'r', NULL, NULL, 'rd1', NULL, '[]', NULL, NULL, 'RETRY_DETAIL', 'EXECUTE');
        """;
}
