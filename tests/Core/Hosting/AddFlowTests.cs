using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Flows that are made, and made again, by name.</summary>
public sealed class AddFlowTests
{
    [Fact]
    public async Task Remake_OfAStoredDetail_CallsTheFactoryWithTheArgumentsOfTheFirstTime()
    {
        var made = new List<OrderArgs>();
        await using ServiceProvider first = Services(made);
        await using (IBackend backend = Backends.Fetch("memory"))
        {
            await backend.Connect().UpgradeAsync();
            FlowDetail detail = first.GetRequiredService<FlowFactories>().CreateDetail("order", new OrderArgs("Ann", 3), "f");
            await backend.Connect().SaveLogBookAsync(new LogBook("book", "b") { detail });

            await using ServiceProvider second = Services(made);
            Flow flow = second.GetRequiredService<FlowFactories>().Remake(await backend.Connect().GetFlowDetailsAsync("f"));

            Assert.Equal("order of Ann", flow.Name);
            Assert.Equal("order of Ann", detail.Name);
            Assert.Equal([new OrderArgs("Ann", 3), new OrderArgs("Ann", 3)], made);
        }
    }

    [Fact]
    public void CreateDetail_Arguments_AreNotedInTheSeedsShape()
    {
        using ServiceProvider services = Services([]);
        var factories = services.GetRequiredService<FlowFactories>();

        Assert.Equal(
            """{"name":"order","args":[],"kwargs":{"Customer":"Ann","Seats":3}}""",
            factories.CreateDetail("order", new OrderArgs("Ann", 3)).Meta["factory"].ToString());
        Assert.Equal("""{"name":"count","args":[5],"kwargs":{}}""", factories.CreateDetail("count", 5).Meta["factory"].ToString());
        Assert.Equal("""{"name":"plain","args":[],"kwargs":{}}""", factories.CreateDetail("plain").Meta["factory"].ToString());
    }

    [Fact]
    public void Make_EveryForm_CallsItsFactory()
    {
        using ServiceProvider services = Services([]);
        var factories = services.GetRequiredService<FlowFactories>();

        Assert.Equal("count, fails, none, order, plain, with services", string.Join(", ", factories.Names));
        Assert.Equal("plain", factories.Make("plain").Name);
        Assert.Equal("True", factories.Make("with services").Name);
        Assert.Equal("5", factories.Make("count", 5).Name);
        Assert.Equal("order of Ann", factories.Make("order", Document.Parse("""{"Customer":"Ann"}""")).Name);
    }

    [Fact]
    public void Make_AnUnknownName_ListsThoseThatThereAre()
    {
        using ServiceProvider services = Services([]);
        var factories = services.GetRequiredService<FlowFactories>();
        var gone = new FlowDetail("flow", "f") { Meta = Meta("""{"name":"gone"}""") };

        var byName = Assert.Throws<NotFoundException>(() => factories.Make("ordre"));
        var byDetail = Assert.Throws<NotFoundException>(() => factories.Remake(gone));

        Assert.Contains("'ordre'", byName.Message, StringComparison.Ordinal);
        Assert.All([byName, byDetail], error => Assert.Contains("'count', 'fails', 'none', 'order', 'plain', 'with services'", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Make_TheFactoryFails_TellsWhichAndWhy()
    {
        using ServiceProvider services = Services([]);
        var factories = services.GetRequiredService<FlowFactories>();

        var thrown = Assert.Throws<FlowFactoryException>(() => factories.Make("fails"));
        var nothing = Assert.Throws<FlowFactoryException>(() => factories.CreateDetail("none"));

        Assert.Equal("fails", thrown.FactoryName);
        Assert.IsType<TimeoutException>(thrown.InnerException);
        Assert.Contains("'none' returned null", nothing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"order","kwargs":{"Customer":4711}}""", "OrderArgs")]
    [InlineData("""{"name":"order","args":[4711,4711]}""", "2 argument(s) by position")]
    [InlineData("""{"name":"order","args":[4711]}""", "JSON kind Number")]
    [InlineData("""{"name":"order","args":[null]}""", "JSON kind Null")]
    [InlineData("""{"name":"count","kwargs":{"a":4711}}""", "int")]
    [InlineData("""{"name":"plain","args":[4711]}""", "no arguments")]
    [InlineData("""{"args":[4711]}""", "'name'")]
    [InlineData("""{"name":4711}""", "'name'")]
    [InlineData("4711", "'name'")]
    public void Remake_WhatWasNotedDoesNotFit_IsNamedAndNotShown(string note, string says)
    {
        using ServiceProvider services = Services([]);

        var error = Assert.Throws<FlowFactoryException>(() =>
            services.GetRequiredService<FlowFactories>().Remake(new FlowDetail("flow", "f") { Meta = Meta(note) }));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Remake_NothingNoted_SaysThatItsFactoryIsMissing()
    {
        using ServiceProvider services = Services([]);

        var error = Assert.Throws<FlowFactoryException>(() => services.GetRequiredService<FlowFactories>().Remake(new FlowDetail("flow", "f")));

        Assert.Null(error.FactoryName);
        Assert.Contains("'flow' (f)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Remake_AtomsOfAnotherKind_AreListed()
    {
        using ServiceProvider services = Services([]);
        var factories = services.GetRequiredService<FlowFactories>();
        FlowDetail detail = factories.CreateDetail("order", new OrderArgs("Ann"));
        detail.Add(new RetryDetail("reserve", "r"));
        detail.Add(new TaskDetail("gone", "g"));

        var error = Assert.Throws<AtomKindException>(() => factories.Remake(detail));

        Assert.Contains("'reserve' was a Retry and is a Task", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'gone'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFlow_WhatCannotBe_IsRefusedWhereItIsRegistered()
    {
        IServiceCollection services = new ServiceCollection().AddFlow("order", () => Flow.Linear("order"));

        Assert.Throws<DuplicateException>(() => services.AddFlow("order", (OrderArgs args) => Flow.Linear("other")));
        Assert.Throws<TaskDeclarationException>(() => services.AddFlow("other", (Stream args) => Flow.Linear("other")));
        Assert.Throws<ArgumentException>(() => services.AddFlow("", () => Flow.Linear("other")));
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, Document> Meta(string note) =>
        new FlowDetail("flow", "f").Meta.Add("factory", Document.Parse(note));

    private static ServiceProvider Services(List<OrderArgs> made) => new ServiceCollection()
        .AddSingleton<Seats>()
        .AddFlow("plain", () => Flow.Linear("plain"))
        .AddFlow("with services", services => Flow.Linear($"{services.GetService<Seats>() is not null}"))
        .AddFlow("count", (int count) => Flow.Linear($"{count}"))
        .AddFlow("fails", Flow () => throw new TimeoutException("too late"))
        .AddFlow("none", Flow () => null!)
        .AddFlow("order", (IServiceProvider _, OrderArgs args) =>
        {
            made.Add(args);
            return Flow.Linear($"order of {args.Customer}").Add(FlowTask.Of<ReserveSeat>("reserve").Injecting("row", args.Seats));
        })
        .BuildServiceProvider();

    public sealed record OrderArgs(string Customer, int Seats = 1);
}
