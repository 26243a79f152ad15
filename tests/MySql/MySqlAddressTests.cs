using Microsoft.Extensions.Configuration;
using MySqlConnector;
using Xunit;

namespace Orleans.TaskFlow.Tests.MySql;

public sealed class MySqlAddressTests
{
    public MySqlAddressTests() => MySqlBackend.Register();

    [Fact]
    public void Register_Again_DoesNothing()
    {
        MySqlBackend.Register();

        Assert.Contains("mysql", Backends.Names);
        Assert.Contains("mariadb", Backends.Names);
    }

    [Fact]
    public void OptionsOf_AUri_IsThatDatabaseWithTheDefaults()
    {
        MySqlBackendOptions options = MySqlAddress.OptionsOf(BackendAddress.Parse("mysql+pymysql://me:p%40ss%3Bw%27rd@db.example:3307/flows"));

        var settings = new MySqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal(("db.example", 3307u, "flows"), (settings.Server, settings.Port, settings.Database));
        Assert.Equal(("me", "p@ss;w'rd"), (settings.UserID, settings.Password));
        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), 16), (options.ConnectTimeout, options.CommandTimeout, options.MaxConnections));
    }

    [Theory]
    [InlineData("mysql", "needs a host and a database")]
    [InlineData("mysql://me:hunter2@db", "needs a host and a database")]
    [InlineData("mysql://me:hunter2@db/flows?charset=utf8", "connect_timeout")]
    [InlineData("mysql://me:hunter2@db/flows?connect_timeout=5", "500ms")]
    [InlineData("mysql://me:hunter2@db/flows?command_timeout=0s", "one second")]
    [InlineData("mysql://me:hunter2@db/flows?max_record_size=1", "from 10,000 to 536,870,912 bytes")]
    [InlineData("mysql://me:hunter2@db/flows?max_connections=0", "between 1 and 1000")]
    [InlineData("mysql://me:hunter2@db/flows?sslmode=maybe", "verify-full")]
    public void Fetch_WhatMySqlDoesNotTake_IsRefusedAndSaysWhatItTakes(string uri, string allowed)
    {
        var error = Assert.Throws<ArgumentException>(() => Backends.Fetch(uri));

        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server=db;Password=hunter2", "names no database")]
    [InlineData("Database=flows;Password=hunter2", "names no server")]
    [InlineData("Server=db;Database=flows;Pasword=hunter2", "not one of MySqlConnector's")]
    public void New_WithAConnectionStringThatIsNone_IsRefusedWithoutRepeatingIt(string text, string wrong)
    {
        var error = Assert.Throws<ArgumentException>(() => new MySqlBackend(new MySqlBackendOptions { ConnectionString = text }));

        Assert.Contains(wrong, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "mysql")]
    public async Task OpenAsync_Configuration_ReachesTheDatabase()
    {
        MariaDbDatabase database = await MariaDbDatabase.CreateAsync();
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("connection", (string?)database.Named.Uri), KeyValuePair.Create("max_connections", (string?)"3")])
            .Build();

        await using (IBackend backend = await Backends.OpenAsync(configuration))
        {
            await backend.Connect().SaveLogBookAsync(new LogBook("book", "b"));
            Assert.Equal($"mysql://127.0.0.1:{database.Server.Port}/{database.Named.Name}", backend.Description);
        }

        Assert.Equal(["book"], await database.QueryAsync("SELECT name FROM logbooks"));
    }
}
