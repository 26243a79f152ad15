using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Orleans.TaskFlow.Tests.Servers;

namespace Orleans.TaskFlow.Tests.Kubernetes;

/// <summary>
/// A rendered pod, run as a kubelet would run it, as far as a process can be: the image's entry point with exactly the environment of the container, as
/// the user that the pod names, without capabilities, on a tree of which only what is mounted can be written to.
/// </summary>
internal sealed class Pod : IAsyncDisposable
{
    // A root of its own: of this machine it has the programs and libraries, read-only, and nothing else.
    private const string Sandbox = """
        set -e
        root=$1 app=$2 dotnet=$3 folder=$4 user=$5 group=$6 groups=$7; shift 7
        mount -t tmpfs -o mode=755 tmpfs "$root"
        for name in usr etc bin sbin lib lib32 lib64 libx32; do
            if [ -L "/$name" ]; then cp -P "/$name" "$root/$name"
            elif [ -d "/$name" ]; then mkdir "$root/$name"; mount -o bind,ro "/$name" "$root/$name"
            fi
        done
        mkdir -p "$root/proc" "$root/dev" "$root/tmp" "$root/dotnet" "$root$folder"
        mount --rbind /proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -o bind,ro "$dotnet" "$root/dotnet"
        mount -o bind,ro "$app" "$root$folder"
        mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
        mount -o remount,bind,ro "$root"
        exec chroot "$root" setpriv --reuid="$user" --regid="$group" "$groups" --no-new-privs --bounding-set=-all --inh-caps=-all \
            env --chdir="$folder" "$@"
        """;

    // What the image's base sets, besides what says which versions it holds.
    private static readonly Dictionary<string, string> BaseImage = new()
    {
        ["PATH"] = "/dotnet:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ["APP_UID"] = "1654",
        ["ASPNETCORE_HTTP_PORTS"] = "8080",
        ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
    };

    private static readonly HttpClient Http = new();

    private readonly Process _process;
    private readonly Process _guard;
    private readonly DirectoryInfo _root;
    private readonly string _address;
    private readonly JsonObject _container;
    private readonly ConcurrentQueue<string> _output = [];

    private Pod(Process process, DirectoryInfo root, string address, JsonObject container)
    {
        _process = process;
        _root = root;
        _address = address;
        _container = container;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // Ends it if the tests are killed.
        _guard = Process.Start(new ProcessStartInfo("setsid", ["/bin/sh", "-c", "read line || kill -KILL $0", $"{process.Id}"]) { RedirectStandardInput = true })!;
    }

    /// <summary>What it printed.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the container of a pod.</summary>
    /// <param name="manifests">What was rendered.</param>
    /// <param name="image">The image's programs.</param>
    /// <param name="name">What the pod is called, which its manifest does not say.</param>
    /// <param name="address">Its address.</param>
    /// <param name="secrets">What the cluster keeps, by <c>name/key</c>.</param>
    public static Pod Start(Manifests manifests, PublishedSilo image, string name, string address, IReadOnlyCollection<KeyValuePair<string, string>> secrets) =>
        Start(manifests, image, name, address, secrets, Containerfile.Silo.EntryPoint);

    /// <summary>Starts something else in the container.</summary>
    public static Pod Start(
        Manifests manifests,
        PublishedSilo image,
        string name,
        string address,
        IReadOnlyCollection<KeyValuePair<string, string>> secrets,
        IReadOnlyList<string> command)
    {
        var root = Directory.CreateTempSubdirectory("taskflow-pod-");
        JsonNode security = manifests.Pod["spec"]!["securityContext"]!;
        // Who is not root has but one user to be, and is nobody else's.
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--mount"] : ["--user", "--map-root-user", "--mount"];
        string[] identity = Environment.IsPrivilegedProcess ? [$"{security["runAsUser"]}", $"{security["runAsGroup"]}", "--clear-groups"] : ["0", "0", "--keep-groups"];
        var start = new ProcessStartInfo(
            "unshare",
            [
                .. namespaces, "/bin/sh", "-c", Sandbox, "sandbox", root.FullName, image.Folder, Path.GetDirectoryName(PublishedSilo.Dotnet)!,
                Containerfile.Silo.Folder, .. identity, .. command,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string variable, string value) in BaseImage.Concat(Variables(manifests.Container, name, address, secrets)))
        {
            start.Environment[variable] = value;
        }

        return new Pod(Process.Start(start)!, root, address, manifests.Container);
    }

    /// <summary>Asks what a probe of the container asks, once.</summary>
    /// <returns>Whether the kubelet would count it as a success.</returns>
    public async Task<bool> ProbeAsync(string probe)
    {
        JsonNode asked = _container[probe]!;
        JsonNode http = asked["httpGet"]!;
        int port = (int)_container["ports"]!.AsArray().Single(port => (string?)port!["name"] == (string?)http["port"])!["containerPort"]!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds((int)asked["timeoutSeconds"]!));
        try
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri($"http://{_address}:{port}{http["path"]}"), limit.Token);
            return answer.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.BadRequest;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits until a probe succeeds, or fails, as long as the start-up probe lets a container take.</summary>
    /// <exception cref="InvalidOperationException">The container ended; the message holds what it printed.</exception>
    public async Task UntilAsync(string probe, bool succeeds)
    {
        JsonNode patience = _container["startupProbe"]!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds((int)patience["periodSeconds"]! * (int)patience["failureThreshold"]!));
        while (await ProbeAsync(probe) != succeeds)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The container ended with {_process.ExitCode}.\n{Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    /// <summary>Takes it away as the kubelet does: SIGTERM, and SIGKILL when the grace period is over.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> DeleteAsync(TimeSpan gracePeriod)
    {
        await new Command("kill", "-s", "TERM", $"{_process.Id}").RunAsync(CancellationToken.None);
        using var grace = new CancellationTokenSource(gracePeriod);
        try
        {
            await _process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        return await EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await EndAsync();
        }

        await _guard.StandardInput.WriteLineAsync();
        _guard.Dispose();
        _process.Dispose();
        _root.Delete();
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables(
        JsonObject container, string name, string address, IReadOnlyCollection<KeyValuePair<string, string>> secrets) =>
        container["env"]!.AsArray().Select(variable => KeyValuePair.Create(
            (string)variable!["name"]!,
            (string?)variable["value"] ?? Source(variable["valueFrom"]!.AsObject(), name, address, secrets)));

    private static string Source(JsonObject source, string name, string address, IReadOnlyCollection<KeyValuePair<string, string>> secrets) => source switch
    {
        _ when source["secretKeyRef"] is { } secret => secrets.Single(kept => kept.Key == $"{secret["name"]}/{secret["key"]}").Value,
        _ when (string?)source["fieldRef"]?["fieldPath"] == "status.podIP" => address,
        _ when (string?)source["fieldRef"]?["fieldPath"] == "metadata.name" => name,
        _ => throw new InvalidOperationException($"{source.ToJsonString()} is known to no test."),
    };
}
