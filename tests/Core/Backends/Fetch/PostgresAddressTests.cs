using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class PostgresAddressTests
{
    [Fact]
    public void OptionsOf_AUri_IsThatDatabaseWithTheDefaults()
    {
        PostgresBackendOptions options = PostgresAddress.OptionsOf(BackendAddress.Parse("postgresql+psycopg2://me:p%40ss%3Bw%27rd@db.example:6543/flows"));

        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal(("db.example", 6543, "flows"), (settings.Host, settings.Port, settings.Database));
        Assert.Equal(("me", "p@ss;w'rd"), (settings.Username, settings.Password));
        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), 16), (options.ConnectTimeout, options.CommandTimeout, options.MaxConnections));
    }

    [Fact]
    public void OptionsOf_AllOptions_AreTaken()
    {
        PostgresBackendOptions options = PostgresAddress.OptionsOf(BackendAddress.Parse(
            "postgres://[::1]/flows?connect_timeout=2s&command_timeout=1m&max_connections=7&max_record_size=20000&sslmode=verify-full&sslrootcert=/etc/root.crt"));

        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal(("::1", 5432), (settings.Host, settings.Port));
        Assert.Equal((SslMode.VerifyFull, "/etc/root.crt"), (settings.SslMode, settings.RootCertificate));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), 7, 20_000), (options.ConnectTimeout, options.CommandTimeout, options.MaxConnections, options.MaxRecordSize));
    }

    [Theory]
    [InlineData("postgresql", "needs a host and a database")]
    [InlineData("postgresql://me:hunter2@db", "needs a host and a database")]
    [InlineData("postgresql:///flows", "needs a host and a database")]
    [InlineData("postgresql://me:hunter2@db/flows?timeout=5s", "connect_timeout")]
    [InlineData("postgresql://me:hunter2@db/flows?connect_timeout=5", "500ms")]
    [InlineData("postgresql://me:hunter2@db/flows?connect_timeout=0.5s", "one second")]
    [InlineData("postgresql://me:hunter2@db/flows?command_timeout=2000m", "whole seconds")]
    [InlineData("postgresql://me:hunter2@db/flows?max_record_size=1", "from 10,000 to 536,870,912 bytes")]
    [InlineData("postgresql://me:hunter2@db/flows?max_connections=0", "between 1 and 1000")]
    [InlineData("postgresql://me:hunter2@db/flows?max_connections=many", "whole number")]
    [InlineData("postgresql://me:hunter2@db/flows?sslmode=maybe", "verify-full")]
    public void Fetch_WhatPostgresDoesNotTake_IsRefusedAndSaysWhatItTakes(string uri, string allowed)
    {
        var error = Assert.Throws<ArgumentException>(() => Backends.Fetch(uri));

        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Password=hunter2", "names no database")]
    [InlineData("Database=flows;Password=hunter2", "names no host")]
    [InlineData("Host=db;Database=flows;Pasword=hunter2", "not one of Npgsql's")]
    [InlineData("hunter2", "not one of Npgsql's")]
    public void New_WithAConnectionStringThatIsNone_IsRefusedWithoutRepeatingIt(string text, string wrong)
    {
        var error = Assert.Throws<ArgumentException>(() => new PostgresBackend(new PostgresBackendOptions { ConnectionString = text }));

        Assert.Contains(wrong, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "postgres")]
    public async Task OpenAsync_Configuration_ReachesTheDatabase()
    {
        PostgresDatabase database = await PostgresDatabase.CreateAsync();
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("connection", (string?)database.Named.Uri), KeyValuePair.Create("max_connections", (string?)"3")])
            .Build();

        await using (IBackend backend = await Backends.OpenAsync(configuration))
        {
            await backend.Connect().SaveLogBookAsync(new LogBook("book", "b"));
            Assert.Equal($"postgresql://127.0.0.1:{database.Server.Port}/{database.Named.Name}", backend.Description);
        }

        Assert.Equal(["book"], await database.QueryAsync("SELECT name FROM logbooks"));
    }

    [Theory]
    [InlineData("mysql://me:hunter2@db/flows")]
    [InlineData("mariadb")]
    public void Fetch_MySqlWithoutItsAssembly_SaysWhichPackageToAdd(string uri)
    {
        var error = Assert.Throws<NotFoundException>(() => Backends.Fetch(uri));

        Assert.Contains("Orleans.TaskFlow.MySql", error.Message, StringComparison.Ordinal);
        Assert.Contains("MySqlBackend.Register()", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }
}
