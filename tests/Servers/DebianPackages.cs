namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>Programs of Debian's packages, installed where they are missing and the tests may install them.</summary>
internal static class DebianPackages
{
    // No service may start: the tests start servers of their own. Two assemblies may get here at once: one after the other.
    private const string Install = """
        set -e
        if [ ! -e /usr/sbin/policy-rc.d ]; then
            trap 'rm -f /usr/sbin/policy-rc.d' EXIT
            printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
            chmod 755 /usr/sbin/policy-rc.d
        fi
        apt-get update -q
        apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
        """;

    /// <summary>Finds files, installing the packages first if one of them is missing.</summary>
    /// <param name="find">Where they are, or null if one is missing.</param>
    /// <param name="server">Which server wants them, for the message.</param>
    /// <param name="variable">The environment variable that names a server elsewhere.</param>
    /// <param name="packages">Debian's names of the packages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServerUnavailableException">They are missing, and cannot be installed.</exception>
    public static async Task<T> FindAsync<T>(
        Func<T?> find, string server, string variable, IReadOnlyList<string> packages, CancellationToken cancellationToken)
        where T : class
    {
        if (OperatingSystem.IsLinux() && find() is { } found)
        {
            return found;
        }

        string missing = $"{server} is not on this machine (Debian's packages: {string.Join(' ', packages)})";
        string instead = $"Install it, or name a server in {variable}.";
        if (!OperatingSystem.IsLinux() || PathOf("apt-get") is null || !Environment.IsPrivilegedProcess)
        {
            throw new ServerUnavailableException($"{missing}, and only root can install it, on Debian and what derives from it. {instead}");
        }

        (int exitCode, string output, string errors) = await new Command(
            ["flock", "/run/lock/taskflow-test-servers", "/bin/sh", "-c", Install, "install", .. packages])
            .With("DEBIAN_FRONTEND", "noninteractive")
            .TryAsync(cancellationToken);
        return find() ?? throw new ServerUnavailableException(
            $"{missing}, and installing it ended with {exitCode}: {string.Join('\n', $"{output}\n{errors}".Split('\n').TakeLast(10))}. {instead}");
    }

    /// <summary>Where a program is; null if it is not here.</summary>
    public static string? PathOf(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
