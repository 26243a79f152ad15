using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orleans.TaskFlow.Tests.Servers;

/// <summary>A certificate for 127.0.0.1 that nobody vouches for but itself, and its key, in files of a server's account. They are gone when it is disposed.</summary>
public sealed class ServerCertificate : IDisposable
{
    private readonly DirectoryInfo _folder;

    private ServerCertificate(DirectoryInfo folder) => _folder = folder;

    /// <summary>The certificate, in PEM.</summary>
    public string File => Path.Combine(_folder.FullName, "certificate.pem");

    /// <summary>What the server is started with so that it offers TLS.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private init; } = new Dictionary<string, string>();

    private string KeyFile => Path.Combine(_folder.FullName, "key.pem");

    internal static async Task<ServerCertificate> CreateAsync(
        ServerAccount account, Func<string, string, Dictionary<string, string>> settings, CancellationToken cancellationToken)
    {
        var certificate = new ServerCertificate(Directory.CreateTempSubdirectory("taskflow-certificate-"));
        await certificate.WriteAsync(cancellationToken);
        await account.OwnAsync(certificate._folder.FullName, cancellationToken);
        return new ServerCertificate(certificate._folder) { Settings = settings(certificate.File, certificate.KeyFile) };
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await System.IO.File.WriteAllTextAsync(File, certificate.ExportCertificatePem(), cancellationToken);
        await System.IO.File.WriteAllTextAsync(KeyFile, key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL takes no key that others may read.
            System.IO.File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
