namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>One call, made on a storage and on the model of one.</summary>
/// <param name="Text">The call, for people.</param>
/// <param name="OnStorage">Makes it, and writes down what it returned.</param>
/// <param name="OnModel">Does the same to the model.</param>
public sealed record StorageOperation(string Text, Func<IFlowStorage, Task<string>> OnStorage, Func<StorageModel, string> OnModel)
{
    private const string Nothing = "";

    /// <summary>A call that returns nothing.</summary>
    public static StorageOperation Change(string text, Func<IFlowStorage, Task> onStorage, Action<StorageModel> onModel) => new(
        text,
        async storage =>
        {
            await onStorage(storage);
            return Nothing;
        },
        model =>
        {
            onModel(model);
            return Nothing;
        });

    /// <summary>What the storage answered, or the name of the error that it raised.</summary>
    public async Task<string> AskAsync(IFlowStorage storage)
    {
        try
        {
            return await OnStorage(storage);
        }
        catch (ArgumentException)
        {
            return nameof(ArgumentException);
        }
        catch (TaskFlowException error)
        {
            return error.GetType().Name;
        }
    }

    /// <summary>What it should answer.</summary>
    public string Expect(StorageModel model)
    {
        try
        {
            return OnModel(model);
        }
        catch (ModelException error)
        {
            return error.Message;
        }
    }
}
