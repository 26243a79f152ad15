using System.Text.Json;

namespace Orleans.TaskFlow;

/// <summary>Makes the flows of one name.</summary>
internal abstract class FlowFactory(string name)
{
    public string Name { get; } = name;

    /// <summary>Makes a flow for arguments that were stored.</summary>
    /// <exception cref="FlowFactoryException">The arguments do not fit, or the factory failed.</exception>
    public abstract Flow Make(IServiceProvider services, FactoryNote note);

    protected Flow Made(Func<Flow?> make)
    {
        Flow? flow;
        try
        {
            flow = make();
        }
        catch (Exception error)
        {
            throw new FlowFactoryException($"Flow factory '{Name}' failed: {error.Message}", Name, error);
        }

        return flow ?? throw new FlowFactoryException($"Flow factory '{Name}' returned null, and no flow.", Name);
    }

    /// <param name="note">What was given.</param>
    /// <param name="wanted">What has to be given.</param>
    /// <param name="error">Why it could not be read; its message is not shown, as it may quote what was given.</param>
    /// <param name="place">Where it does not fit; empty if unknown.</param>
    protected FlowFactoryException Misfit(FactoryNote note, string wanted, Exception? error = null, string place = "") => new(
        $"Flow factory '{Name}' takes {wanted}; what it was given is {note}{place}.",
        Name,
        error is JsonException or NotSupportedException or InvalidFormatException ? null : error);
}
