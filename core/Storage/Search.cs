namespace Orleans.TaskFlow;

/// <summary>What a look for one name's values came to.</summary>
internal sealed class Search
{
    /// <summary>The providers that count, each with what it gave, in the order in which they count.</summary>
    public List<(Provider Provider, Reading Value)> Found { get; } = [];

    /// <summary>How many providers were asked.</summary>
    public int Searched { get; set; }

    /// <summary>What ended the search: a provider that has to be readable and is not.</summary>
    public Reading? Error { get; set; }

    /// <summary>Takes what a provider gave; <see langword="false"/> if that ends the search.</summary>
    public bool Take(Provider provider, Reading reading)
    {
        Searched++;
        if (reading.IsError)
        {
            Error = reading;
            return false;
        }

        Found.Add((provider, reading));
        return true;
    }
}
