namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>Kubernetes' client, which renders manifests without a cluster. Debian's own is too old for what it is asked, so it is not installed from there.</summary>
public static class Kubectl
{
    /// <summary>Where it is.</summary>
    /// <exception cref="ServerUnavailableException">It is not on this machine.</exception>
    public static string Find() => DebianPackages.PathOf("kubectl") ?? throw new ServerUnavailableException(
        "kubectl is not on this machine, and silo/kubernetes is rendered with it. Install it: 1.21 or later, from Kubernetes' packages.");
}
