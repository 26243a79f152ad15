using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.TaskFlow;

/// <summary>One call of a task or a retry: what it was told, and what has to be put away after it.</summary>
internal sealed class TaskFrame(Atom atom, AtomCall call, CancellationToken cancellationToken) : IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private object? _owned;
    private CallProgress? _progress;

    public AtomCall Call { get; } = call;

    public TaskCall TaskCall => (TaskCall)Call;

    public TaskRevertCall RevertCall => (TaskRevertCall)Call;

    /// <summary>Whose call it is, for messages.</summary>
    public string Owner => atom.Label;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public IProgress<double> Progress => _progress ??= new CallProgress(TaskCall);

    /// <summary>The services for this call: of a scope of its own, where the host has scopes.</summary>
    public IServiceProvider Services { get; private set; } = NoServices.Instance;

    /// <summary>Opens the scope.</summary>
    public void OpenServices()
    {
        if (Call.Services is not { } services)
        {
            return;
        }

        _scope = (services.GetService(typeof(IServiceScopeFactory)) as IServiceScopeFactory)?.CreateAsyncScope();
        Services = _scope?.ServiceProvider ?? services;
    }

    /// <summary>Sees to it that an object that was made for this call is disposed after it.</summary>
    public object Own(object instance) => _owned = instance;

    public T? Service<T>(string parameter, bool isOptional)
    {
        object? service = Services.GetService(typeof(T));
        return service is not null || isOptional
            ? (T?)service
            : throw new InvalidOperationException(
                $"Parameter '{parameter}' of {Owner} wants service {TypeName.Full(typeof(T))}, which {(Call.Services is null ? "nobody gave to whoever runs the flow" : "is not registered")}.");
    }

    /// <summary>The name of an argument's value.</summary>
    public string SymbolOf(string argument) =>
        (Call is TaskRevertCall or RetryRevertCall ? atom.RevertArguments : atom.Contract.Arguments)
            .FirstOrDefault(candidate => candidate.Name == argument)?.Symbol ?? argument;

    public void NoteHookFailure(Exception error)
    {
        if (Call.Services?.GetService(typeof(ILoggerFactory)) is ILoggerFactory loggers)
        {
            Log.HookFailed(loggers.CreateLogger(typeof(FlowTask).FullName!), error, atom.Name, Call.FlowUuid);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_progress is not null)
            {
                await _progress.EndAsync();
            }

            if (_owned is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else if (_owned is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }
        finally
        {
            if (_scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
    }
}
