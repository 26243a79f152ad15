using Microsoft.Extensions.Configuration;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class BackendAddressTests
{
    [Theory]
    [InlineData("memory", "memory", null, null)]
    [InlineData("memory:", "memory", null, null)]
    [InlineData("memory://", "memory", null, null)]
    [InlineData("sqlite:///", "sqlite", null, null)]
    [InlineData("sqlite:///flows.db", "sqlite", null, "flows.db")]
    [InlineData("sqlite:///data/flows.db", "sqlite", null, "data/flows.db")]
    [InlineData("sqlite:////var/flows.db", "sqlite", null, "/var/flows.db")]
    [InlineData("sqlite:///C:\\data\\flows.db", "sqlite", null, "C:\\data\\flows.db")]
    [InlineData("sqlite:///a b%20c@d:e#f+g.db", "sqlite", null, "a b%20c@d:e#f+g.db")]
    [InlineData("sqlite+pysqlite:///flows.db", "sqlite", null, "flows.db")]
    [InlineData("postgresql://db.example.org:5432/flows", "postgresql", "db.example.org:5432", "flows")]
    [InlineData("zookeeper://h1:2181,h2:2181,[::1]:2181/taskflow/a", "zookeeper", "h1:2181,h2:2181,[::1]:2181", "taskflow/a")]
    [InlineData("postgresql+psycopg2://db/flows", "postgresql", "db", "flows")]
    [InlineData("mysql+pymysql://db/flows", "mysql", "db", "flows")]
    [InlineData("x://host", "x", "host", null)]
    public void Parse_OfNamesAndUris_TakesThemApart(string text, string name, string? host, string? path)
    {
        BackendAddress address = BackendAddress.Parse(text);

        Assert.Equal((name, host, path), (address.Name, address.Host, address.Path));
        Assert.Empty(address.Options);
        Assert.Null(address.User);
        Assert.Null(address.Password);
    }

    [Fact]
    public void Parse_UserAndPassword_AreDecoded()
    {
        BackendAddress address = BackendAddress.Parse("mysql://us%40er:p%40s%2Fs%3A%3F@host/db");

        Assert.Equal(("us@er", "p@s/s:?", "host", "db"), (address.User, address.Password, address.Host, address.Path));
    }

    [Fact]
    public void Parse_Options_AreDecodedAndFoundInAnyCase()
    {
        BackendAddress address = BackendAddress.Parse("sqlite:///f.db?busy_timeout=5s&a=b%26c+d&empty=&url=http://x/?y=z");

        Assert.Equal("5s", address.Options["BUSY_TIMEOUT"]);
        Assert.Equal("b&c d", address.Options["a"]);
        Assert.Equal("", address.Options["empty"]);
        Assert.Equal("http://x/?y=z", address.Options["url"]);
        Assert.Equal("f.db", address.Path);
    }

    [Theory]
    [InlineData(" memory")]
    [InlineData("://x")]
    [InlineData("Server=db;Password=hunter2")]
    [InlineData("memory\n")]
    [InlineData("sqlite:flows.db")]
    [InlineData("sqlite:/flows.db")]
    [InlineData("mysql://user:hun/ter2@host/db")]
    [InlineData("mysql://user:hun?ter2@host/db")]
    [InlineData("mysql://user:hun@ter2@host/db")]
    [InlineData("mysql://user:hun:ter2@host/db")]
    [InlineData("mysql://user:1/hunter2@host/db?a=value")]
    [InlineData("mysql://user:1?hun=ter2@host/db")]
    [InlineData("mysql://user:1@hun/ter2@host/db")]
    [InlineData("x://host:port")]
    [InlineData("x://host:1,,host:2")]
    [InlineData("x:///?novalue")]
    [InlineData("x:///?=value")]
    [InlineData("x:///?a=1&hunter2")]
    public void Parse_OfWhatIsNeitherNameNorUri_IsRefusedWithoutRepeatingIt(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => BackendAddress.Parse(text));

        Assert.DoesNotContain("hun", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ter2", error.Message, StringComparison.Ordinal);
        Assert.Contains("=value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnOptionTwice_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => BackendAddress.Parse("x:///?a=1&A=2"));

        Assert.Contains("'A'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_UserAndPasswordAsOptions_AreThoseAndNoOptions()
    {
        BackendAddress address = BackendAddress.Parse("mysql://host/db?User=me&PASSWORD=hunter2&a=1");

        Assert.Equal(("me", "hunter2"), (address.User, address.Password));
        Assert.Equal(["a"], address.Options.Keys);
    }

    [Fact]
    public void From_ConfigurationWithThePasswordApart_TakesIt()
    {
        BackendAddress address = BackendAddress.From(Configuration(("connection", "mysql://me@host/db"), ("Password", "hunter2")));

        Assert.Equal(("me", "hunter2"), (address.User, address.Password));
        Assert.Empty(address.Options);
    }

    [Fact]
    public void From_ConfigurationThatRepeatsThePasswordOfTheUri_IsRefusedAndRepeatsNeither()
    {
        var error = Assert.Throws<ArgumentException>(
            () => BackendAddress.From(Configuration(("connection", "mysql://me:hunter2@host/db"), ("password", "hunter3"))));

        Assert.Contains("'password'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_OfSeveralHosts_AreThoseInOrderWithTheirPorts()
    {
        BackendAddress address = BackendAddress.Parse("x://h1,h2:2182,[::1],[fe80::1]:9/path");

        Assert.Equal([("h1", 7), ("h2", 2182), ("::1", 7), ("fe80::1", 9)], address.Servers(7).Select(server => (server.Host, server.Port)));
        Assert.Empty(BackendAddress.Parse("x:///path").Servers(7));
    }

    [Fact]
    public void Servers_APortThatIsNone_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => BackendAddress.Parse("x://h1:70000/path").Servers(7));

        Assert.Contains("'h1:70000'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BackendUri_AsText_IsItsNameAlone() =>
        Assert.Equal("mysql", BackendUri.Parse("mysql://user:hunter2@host/db?a=hunter2").ToString());

    [Fact]
    public void ToString_WithAPassword_DoesNotShowIt()
    {
        string shown = BackendAddress.Parse("mysql://user:hunter2@host:3306/db?token=hunter2").ToString();

        Assert.Equal("mysql://host:3306/db", shown);
    }

    [Fact]
    public void From_Configuration_TakesOtherKeysForOptions()
    {
        BackendAddress address = BackendAddress.From(Configuration(("Connection", "sqlite:///f.db?a=1"), ("B", "2")));

        Assert.Equal(("sqlite", "f.db"), (address.Name, address.Path));
        Assert.Equal(("1", "2", 2), (address.Options["a"], address.Options["b"], address.Options.Count));
    }

    [Fact]
    public void From_ConfigurationWithoutAConnection_SaysWhereItIsMissing()
    {
        IConfiguration section = Configuration(("taskflow:b", "2")).GetSection("taskflow");

        var error = Assert.Throws<ArgumentException>(() => BackendAddress.From(section));

        Assert.Contains("'connection' in the configuration section 'taskflow'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_ConfigurationThatRepeatsAnOptionOfTheUri_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => BackendAddress.From(Configuration(("connection", "x:///?a=1"), ("A", "2"))));

        Assert.Contains("'A'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_ConfigurationWithASectionForAnOption_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => BackendAddress.From(Configuration(("connection", "memory"), ("options:a", "2"))));

        Assert.Contains("'options'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2.5s", 2500)]
    [InlineData("0s", 0)]
    [InlineData("2m", 120_000)]
    [InlineData("00:00:05", 5000)]
    public void Duration_WithAUnit_IsRead(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse("delay", text));

    [Theory]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("-00:00:05")]
    [InlineData("5 s")]
    [InlineData("s")]
    [InlineData("")]
    [InlineData("NaNs")]
    [InlineData("1e300s")]
    [InlineData("99999999999999999999m")]
    public void Duration_WithoutAUnitOrOutOfRange_IsRefused(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => DurationText.Parse("delay of x", text));

        Assert.Contains("delay of x", error.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
}
