using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>Writes assemblies of programs into a folder, as a build would leave them there.</summary>
internal static class EmittedAssembly
{
    private const MethodAttributes Implementation = MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig;

    /// <summary>An assembly whose one class says a name.</summary>
    /// <returns>The method that says it.</returns>
    public static MethodInfo Naming(string path, string name)
    {
        PersistedAssemblyBuilder assembly = New(path);
        TypeBuilder type = assembly.DefineDynamicModule("module").DefineType("Names", TypeAttributes.Public | TypeAttributes.Class);
        MethodBuilder method = type.DefineMethod("Say", MethodAttributes.Public | MethodAttributes.Static, typeof(string), []);
        ILGenerator code = method.GetILGenerator();
        code.Emit(OpCodes.Ldstr, name);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        assembly.Save(path);
        return method;
    }

    /// <summary>An assembly with modules that register a flow "shown", which is called as <paramref name="name"/> says.</summary>
    public static void WithModules(string path, MethodInfo name, params string[] modules)
    {
        PersistedAssemblyBuilder assembly = New(path);
        ModuleBuilder module = assembly.DefineDynamicModule("module");
        foreach (string typeName in modules)
        {
            TypeBuilder type = Class(module, typeName);
            type.DefineDefaultConstructor(MethodAttributes.Public);
            MethodBuilder make = type.DefineMethod("Make", MethodAttributes.Public | MethodAttributes.Static, typeof(Flow), []);
            ILGenerator code = make.GetILGenerator();
            code.Emit(OpCodes.Call, name);
            code.Emit(OpCodes.Ldnull);
            code.Emit(OpCodes.Call, typeof(Flow).GetMethod(nameof(Flow.Linear))!);
            code.Emit(OpCodes.Ret);
            code = Configure(type);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldstr, "shown");
            code.Emit(OpCodes.Ldnull);
            code.Emit(OpCodes.Ldftn, make);
            code.Emit(OpCodes.Newobj, typeof(Func<Flow>).GetConstructors().Single());
            code.Emit(OpCodes.Call, typeof(FlowServiceCollectionExtensions).GetMethod("AddFlow", [typeof(IServiceCollection), typeof(string), typeof(Func<Flow>)])!);
            code.Emit(OpCodes.Pop);
            code.Emit(OpCodes.Ret);
            type.CreateType();
        }

        assembly.Save(path);
    }

    /// <summary>An assembly with a module that throws, in its constructor or when it is to register its flows.</summary>
    public static void Throwing(string path, string message, bool inConstructor)
    {
        PersistedAssemblyBuilder assembly = New(path);
        TypeBuilder type = Class(assembly.DefineDynamicModule("module"), "Thrower");
        ILGenerator constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator();
        ILGenerator configure = Configure(type);
        (ILGenerator throws, ILGenerator returns) = inConstructor ? (constructor, configure) : (configure, constructor);
        throws.Emit(OpCodes.Ldstr, message);
        throws.Emit(OpCodes.Newobj, typeof(TimeoutException).GetConstructor([typeof(string)])!);
        throws.Emit(OpCodes.Throw);
        returns.Emit(OpCodes.Ret);
        type.CreateType();
        assembly.Save(path);
    }

    private static PersistedAssemblyBuilder New(string path) =>
        new(new AssemblyName(Path.GetFileNameWithoutExtension(path)) { Version = new Version(1, 0) }, typeof(object).Assembly);

    private static TypeBuilder Class(ModuleBuilder module, string name) =>
        module.DefineType(name, TypeAttributes.Public | TypeAttributes.Class, typeof(object), [typeof(IFlowModule)]);

    private static ILGenerator Configure(TypeBuilder type) =>
        type.DefineMethod(nameof(IFlowModule.Configure), Implementation, typeof(void), [typeof(IServiceCollection)]).GetILGenerator();
}
