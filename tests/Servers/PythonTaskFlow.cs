namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>TaskFlow for Python with the drivers of its stores: Debian's packages, installed where they are missing and the tests may do so.</summary>
public static class PythonTaskFlow
{
    private const string Python = "/usr/bin/python3";
    private const string Modules = "/usr/lib/python3/dist-packages";

    private static readonly string[] _packages =
        ["python3-taskflow", "python3-sqlalchemy-utils", "python3-alembic", "python3-psycopg2", "python3-pymysql", "python3-kazoo"];

    private static readonly string[] _modules = ["taskflow", "sqlalchemy_utils", "alembic", "psycopg2", "pymysql", "kazoo"];

    /// <returns>The Python that has it.</returns>
    /// <exception cref="ServerUnavailableException">It is not on this machine and cannot be installed.</exception>
    public static Task<string> FindAsync(CancellationToken cancellationToken) => DebianPackages.FindAsync(
        () => File.Exists(Python) && _modules.All(module => Directory.Exists(Path.Combine(Modules, module))) ? Python : null,
        "TaskFlow for Python",
        "no variable: it is looked for at " + Python,
        _packages,
        cancellationToken);
}
