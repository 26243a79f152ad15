namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>Who a server runs as if the tests run as root: PostgreSQL and MariaDB refuse to be root, and ZooKeeper need not be.</summary>
internal sealed record ServerAccount(string User, string Group)
{
    /// <summary>The command, run as this user; as it is if the tests run as somebody else than root.</summary>
    public IReadOnlyList<string> Run(params IReadOnlyList<string> command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={User}", $"--regid={Group}", "--clear-groups", "--", .. command]
        : command;

    /// <summary>Makes this user the owner of a folder or file.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await new Command("chown", "-R", $"{User}:{Group}", path).RunAsync(cancellationToken);
        }
    }
}
