using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The flows of a program, in a process that is not the program itself.</summary>
public sealed class FlowModulesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskflow-modules-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_AnAssemblyWithItsDependencyBesideIt_GivesFlowsMadeByBoth()
    {
        using ServiceProvider services = Services(Program("first"));

        Assert.Equal("first", services.GetRequiredService<FlowFactories>().Make("shown").Name);
    }

    [Fact]
    public void Load_TwoAssembliesWithDependenciesOfOneName_EachGetsItsOwn()
    {
        using ServiceProvider first = Services(Program("first"));
        using ServiceProvider second = Services(Program("second"));

        Assert.Equal("first", first.GetRequiredService<FlowFactories>().Make("shown").Name);
        Assert.Equal("second", second.GetRequiredService<FlowFactories>().Make("shown").Name);
    }

    [Fact]
    public void Load_ACopyOfCoreBesideTheAssembly_IsNotUsed()
    {
        string app = Program("flow");
        File.Copy(typeof(IFlowModule).Assembly.Location, Path.Combine(Path.GetDirectoryName(app)!, "Orleans.TaskFlow.Core.dll"));

        IFlowModule module = FlowModules.Load(app);

        Assert.Same(typeof(IFlowModule).Assembly, module.GetType().GetInterfaces().Single().Assembly);
    }

    [Fact]
    public void Load_WhatIsNoAssemblyWithOneModule_SaysWhatItIsInstead()
    {
        string text = Name("text.dll");
        File.WriteAllText(text, "no assembly");
        string several = Name("Several.dll");
        EmittedAssembly.WithModules(several, EmittedAssembly.Naming(Name("Words.dll"), "x"), "Second", "First");

        Assert.Contains("no file", Refused(Name("gone.dll")), StringComparison.Ordinal);
        Assert.Contains("is a folder", Refused(_folder.FullName), StringComparison.Ordinal);
        Assert.Contains("not a .NET assembly", Refused(text), StringComparison.Ordinal);
        Assert.Contains("IFlowModule", Refused(typeof(Assert).Assembly.Location), StringComparison.Ordinal);
        Assert.Contains("First, Second", Refused(several), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TheConstructorThrows_TellsWhatItThrew()
    {
        EmittedAssembly.Throwing(Name("Throws.dll"), "out of paint", inConstructor: true);

        var error = Assert.Throws<FlowModuleException>(() => FlowModules.Load(Name("Throws.dll")));

        Assert.Contains("out of paint", error.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal(Name("Throws.dll"), error.AssemblyPath);
    }

    [Fact]
    public void AddFlowModule_ItThrows_TellsWhichAndWhy()
    {
        EmittedAssembly.Throwing(Name("Throws.dll"), "out of paint", inConstructor: false);
        IFlowModule module = FlowModules.Load(Name("Throws.dll"));

        var error = Assert.Throws<FlowModuleException>(() => new ServiceCollection().AddFlowModule(module));

        Assert.Contains("Thrower", error.Message, StringComparison.Ordinal);
        Assert.Contains("out of paint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFlowModule_OfTheProgramItself_RegistersItsFlows()
    {
        using ServiceProvider services = new ServiceCollection().AddFlowModule<OwnModule>().BuildServiceProvider();

        Assert.Equal("own", Assert.Single(services.GetRequiredService<FlowFactories>().Names));
        Assert.Throws<DuplicateException>(() => new ServiceCollection().AddFlowModule<OwnModule>().AddFlowModule<OwnModule>());
    }

    private static string Refused(string path) => Assert.Throws<FlowModuleException>(() => FlowModules.Load(path)).Message;

    private static ServiceProvider Services(string assembly) =>
        new ServiceCollection().AddFlowModule(FlowModules.Load(assembly)).BuildServiceProvider();

    private string Name(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>A program in a folder of its own, whose dependency names its flow.</summary>
    private string Program(string flow)
    {
        DirectoryInfo folder = _folder.CreateSubdirectory(Guid.NewGuid().ToString());
        string app = Path.Combine(folder.FullName, "App.dll");
        EmittedAssembly.WithModules(app, EmittedAssembly.Naming(Path.Combine(folder.FullName, "Words.dll"), flow), "Module");
        return app;
    }

    internal sealed class OwnModule : IFlowModule
    {
        public void Configure(IServiceCollection services) => services.AddFlow("own", () => Flow.Linear("own"));
    }
}
