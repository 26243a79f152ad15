using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;

namespace Orleans.TaskFlow;

/// <summary>Finds what the parameters of one method get.</summary>
internal sealed class ParameterBinder(CalledAs called, string unfit)
{
    /// <summary>The parameter of a revert that gets the result of the execution, unless <see cref="SymbolAttribute"/> says otherwise.</summary>
    private const string ResultName = "result";

    private readonly ImmutableArray<ArgumentReader>.Builder _arguments = ImmutableArray.CreateBuilder<ArgumentReader>();

    /// <summary>The call that the expressions take their values from.</summary>
    public ParameterExpression Frame { get; } = Expression.Parameter(typeof(TaskFrame), "frame");

    public ImmutableArray<ArgumentReader> Arguments => _arguments.ToImmutable();

    public ImmutableArray<WantedService> Services { get; private set; } = [];

    public bool NeedsServices { get; private set; }

    public bool AsksForResult { get; private set; }

    /// <summary>The value of a parameter, which is passed as that type.</summary>
    /// <exception cref="TaskDeclarationException">There is none.</exception>
    public Expression Bind(ParameterInfo parameter, Type type)
    {
        if (type.IsByRef)
        {
            throw Refused(parameter, type.GetElementType()!, "it is passed by reference (ref, in or out), and values of a flow are only handed over");
        }

        if (parameter.IsDefined(typeof(ServiceAttribute)))
        {
            NeedsServices = true;
            Services = parameter.HasDefaultValue ? Services : Services.Add(new WantedService(type, Key: null, $"parameter '{parameter.Name}'"));
            return Expression.Call(
                Frame, nameof(TaskFrame.Service), [type], Expression.Constant(parameter.Name), Expression.Constant(parameter.HasDefaultValue));
        }

        return parameter.IsDefined(typeof(SymbolAttribute))
            ? Argument(parameter, type)
            : OfType(parameter, type) ?? (called.Kind() == AtomKind.Retry ? OfRetry(parameter, type) : OfTask(parameter, type)) ?? Argument(parameter, type);
    }

    private Expression? OfType(ParameterInfo parameter, Type type)
    {
        if (type == typeof(CancellationToken))
        {
            return Expression.Property(Frame, nameof(TaskFrame.CancellationToken));
        }

        if (type == typeof(IServiceProvider))
        {
            NeedsServices = true;
            return Expression.Property(Frame, nameof(TaskFrame.Services));
        }

        return type == typeof(AtomCall) ? Call(type) : null;
    }

    private Expression? OfTask(ParameterInfo parameter, Type type)
    {
        if (type == typeof(IProgress<double>))
        {
            return Expression.Property(Frame, nameof(TaskFrame.Progress));
        }

        if (type == typeof(TaskCall))
        {
            return Call(type);
        }

        if (type == typeof(RetryCall) || type == typeof(RetryRevertCall) || type == typeof(RetryHistory))
        {
            throw Refused(parameter, type, "only a retry is given that");
        }

        return called == CalledAs.TaskRevert ? OfRevert(parameter, type)
            : type == typeof(TaskRevertCall) || IsTaskResult(type) ? throw Refused(parameter, type, "only a revert is given that")
            : null;
    }

    private Expression? OfRetry(ParameterInfo parameter, Type type)
    {
        if (type == typeof(RetryCall) || (type == typeof(RetryRevertCall) && called == CalledAs.RetryRevert))
        {
            return Call(type);
        }

        if (type == typeof(RetryHistory))
        {
            return Expression.Property(Call(typeof(RetryCall)), nameof(RetryCall.History));
        }

        if (type == typeof(IReadOnlyDictionary<string, Failure>) && called != CalledAs.RetryExecution)
        {
            return called == CalledAs.RetryRevert
                ? Expression.Property(Call(typeof(RetryRevertCall)), nameof(RetryRevertCall.FlowFailures))
                : Expression.Call(typeof(RetryFailures), nameof(RetryFailures.OfLastAttempt), [], Call(typeof(RetryCall)));
        }

        if (type == typeof(RetryRevertCall))
        {
            throw Refused(parameter, type, "only a revert is given that");
        }

        return type == typeof(TaskCall) || type == typeof(TaskRevertCall) || type == typeof(IProgress<double>) || IsTaskResult(type)
            ? throw Refused(parameter, type, "only a task is given that")
            : null;
    }

    private UnaryExpression Call(Type type) => Expression.Convert(Expression.Property(Frame, nameof(TaskFrame.Call)), type);

    private Expression? OfRevert(ParameterInfo parameter, Type type)
    {
        if (type == typeof(TaskRevertCall))
        {
            return Call(type);
        }

        if (type == typeof(Failure))
        {
            return Expression.Property(Call(typeof(TaskRevertCall)), nameof(TaskRevertCall.Failure));
        }

        if (type == typeof(IReadOnlyDictionary<string, Failure>))
        {
            return Expression.Property(Call(typeof(TaskRevertCall)), nameof(TaskRevertCall.FlowFailures));
        }

        if (IsTaskResult(type))
        {
            return Result(parameter, type, nameof(OwnResult.Of), type.GetGenericArguments()[0]);
        }

        if (parameter.Name != ResultName)
        {
            return null;
        }

        return Nullable.GetUnderlyingType(type) is not null || AdmitsNull(parameter, type)
            ? Result(parameter, type, nameof(OwnResult.ValueOf), type)
            : throw Refused(
                parameter, type, $"there is no result where the execution failed; ask for {TypeName.Full(type)}? or TaskResult<{TypeName.Full(type)}>");
    }

    private MethodCallExpression Result(ParameterInfo parameter, Type type, string method, Type result)
    {
        Type value = Nullable.GetUnderlyingType(result) ?? result;
        if (!JsonShape.IsTuple(value) && JsonShape.Of(value).ReadFault is { } fault)
        {
            throw Refused(parameter, type, fault);
        }

        AsksForResult = true;
        return Expression.Call(typeof(OwnResult), method, [result], Frame);
    }

    private MethodCallExpression Argument(ParameterInfo parameter, Type type)
    {
        string name = parameter.Name is { Length: > 0 } given
            ? given
            : throw new TaskDeclarationException($"{unfit}: its parameter {parameter.Position + 1} has no name, so that no value can be found for it.");
        if (JsonShape.Of(type).ReadFault is { } fault)
        {
            string next = type.IsInterface || type.IsAbstract ? ". A service is asked for in the constructor, or with [Service]" : "";
            throw Refused(parameter, type, fault + next);
        }

        if (_arguments.Any(argument => argument.Name == name))
        {
            throw new TaskDeclarationException($"{unfit}: it has two parameters '{name}'.");
        }

        string symbol = parameter.GetCustomAttribute<SymbolAttribute>()?.Name is { Length: > 0 } said ? said : name;
        var reader = (ArgumentReader)Activator.CreateInstance(
            typeof(TypedArgument<>).MakeGenericType(type), name, symbol, parameter.IsOptional, DefaultOf(parameter, type), AdmitsNull(parameter, type))!;
        _arguments.Add(reader);
        return Expression.Call(Expression.Constant(reader), nameof(TypedArgument<>.Read), [], Frame);
    }

    private static bool IsTaskResult(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TaskResult<>);

    private static bool AdmitsNull(ParameterInfo parameter, Type type) =>
        !type.IsValueType
            ? new NullabilityInfoContext().Create(parameter).ReadState != NullabilityState.NotNull || parameter is { HasDefaultValue: true, DefaultValue: null }
            : Nullable.GetUnderlyingType(type) is not null;

    private static object? DefaultOf(ParameterInfo parameter, Type type)
    {
        object? value = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType && bare == type ? Activator.CreateInstance(type) : null,
            _ when bare.IsEnum => Enum.ToObject(bare, value),
            _ => value,
        };
    }

    private TaskDeclarationException Refused(ParameterInfo parameter, Type type, string why) =>
        new($"{unfit}: its parameter '{parameter.Name}' is {TypeName.Full(type)}: {why}.");
}
