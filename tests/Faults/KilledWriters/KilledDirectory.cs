using System.Text.Json;

namespace Orleans.TaskFlow.Tests.Faults;

/// <summary>A folder, in which every file of an item has to be JSON at all times.</summary>
internal sealed class KilledDirectory(string folder) : KilledStore
{
    // Several writers on a busy machine may wait for one another longer than the time-out is by itself.
    public override string Uri => $"dir:///{folder}?lock_timeout=120s";

    public override Task CheckAsync()
    {
        foreach (string items in (string[])["books", "flow_details", "atom_details"])
        {
            string path = Path.Combine(folder, items);
            foreach (string item in Directory.Exists(path) ? Directory.GetDirectories(path) : [])
            {
                string file = Path.Combine(item, "metadata");
                if (File.Exists(file))
                {
                    JsonDocument.Parse(File.ReadAllBytes(file)).Dispose();
                }
            }
        }

        return Task.CompletedTask;
    }
}
