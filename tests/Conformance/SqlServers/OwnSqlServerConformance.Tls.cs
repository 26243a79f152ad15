using Orleans.TaskFlow.Tests.Servers;
using Xunit;

namespace Orleans.TaskFlow.Tests.Conformance;

public abstract partial class OwnSqlServerConformance
{
    [Fact]
    public async Task Connect_RequiringTls_IsEncrypted()
    {
        using ServerCertificate certificate = await Kind.CertifyAsync();
        await using SqlServer server = await Kind.StartAsync(certificate.Settings);
        var (_, database) = await CreateAsync(server);

        await using IBackend backend = Kind.Open($"{database.ConnectionString};{Kind.RequiringTls}");
        await backend.Connect().UpgradeAsync();
        await backend.Connect().SaveLogBookAsync(SampleRecords.Book());

        Assert.NotEqual("0", (await server.ExecuteAsync(Kind.CountEncrypted(database.Name))).Trim());
        Assert.Equal(2, (await backend.Connect().GetLogBookAsync(SampleRecords.BookUuid)).Count);
    }

    [Fact]
    public async Task Connect_VerifyingACertificateOfAnUnknownAuthority_SaysSoUntilItIsNamed()
    {
        using ServerCertificate certificate = await Kind.CertifyAsync();
        await using SqlServer server = await Kind.StartAsync(certificate.Settings);
        var (_, database) = await CreateAsync(server);
        string verifying = $"{database.ConnectionString};{Kind.VerifyingTls}";

        await using (IBackend distrustful = Kind.Open(verifying))
        {
            StorageFailureException error = await AssertFailsAsync(() => distrustful.Connect().UpgradeAsync(), "certificate", "sslrootcert");
            Assert.False(error.OutcomeUnknown);
        }

        await using IBackend backend = Kind.Open($"{verifying};{Kind.TrustedAuthority}={certificate.File}");
        await backend.Connect().UpgradeAsync();

        Assert.NotEqual("0", (await server.ExecuteAsync(Kind.CountEncrypted(database.Name))).Trim());
    }
}
