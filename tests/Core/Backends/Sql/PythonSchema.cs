namespace Orleans.TaskFlow.Tests.Core;

/// <summary>
/// What TaskFlow for Python leaves in a file: printed by <c>sqlite3 FILE .dump</c> after <c>upgrade</c>, <c>save_logbook</c> and
/// <c>update_atom_details</c> of its SQLAlchemy backend (Debian's python3-taskflow).
/// </summary>
internal static class PythonSchema
{
    public const string Dump = """
        CREATE TABLE logbooks (
        	created_at DATETIME, 
        	updated_at DATETIME, 
        	meta TEXT, 
        	name VARCHAR(255), 
        	uuid VARCHAR(64) NOT NULL, 
        	PRIMARY KEY (uuid), 
        	UNIQUE (uuid)
        );
        INSERT INTO logbooks VALUES('2026-11-21 18:51:49.803808','2026-11-21 18:51:49.803825','{}','b','lb1');
        CREATE TABLE flowdetails (
        	created_at DATETIME, 
        	updated_at DATETIME, 
        	parent_uuid VARCHAR(64), 
        	meta TEXT, 
        	name VARCHAR(255), 
        	state VARCHAR(255), 
        	uuid VARCHAR(64) NOT NULL, 
        	PRIMARY KEY (uuid), 
        	FOREIGN KEY(parent_uuid) REFERENCES logbooks (uuid) ON DELETE CASCADE, 
        	UNIQUE (uuid)
        );
        INSERT INTO flowdetails VALUES('2026-11-21 18:51:49.807571',NULL,'lb1','{}','f',NULL,'fd1');
        CREATE TABLE atomdetails (
        	created_at DATETIME, 
        	updated_at DATETIME, 
        	meta TEXT, 
        	parent_uuid VARCHAR(64), 
        	name VARCHAR(255), 
        	version VARCHAR(64), 
        	state VARCHAR(255), 
        	uuid VARCHAR(64) NOT NULL, 
        	failure TEXT, 
        	results TEXT, 
        	revert_results TEXT, 
        	revert_failure TEXT, 
        	atom_type VARCHAR(12), 
        	intention VARCHAR(7), 
        	PRIMARY KEY (uuid), 
        	FOREIGN KEY(parent_uuid) REFERENCES flowdetails (uuid) ON DELETE CASCADE, 
        	UNIQUE (uuid)
        );
        INSERT INTO atomdetails VALUES('2026-11-21 18:51:49.808700','2026-11-21 18:51:49.813417','{}','fd1','t',NULL,'SUCCESS','td1',NULL,'{"a": [1, null, "\u00e9"]}',NULL,NULL,'TASK_DETAIL','EXECUTE');
        INSERT INTO atomdetails VALUES('2026-11-21 18:51:49.809227',NULL,'{}','fd1','r',NULL,NULL,'rd1',NULL,'[]',NULL,NULL,'RETRY_DETAIL','EXECUTE');
        """;
}
