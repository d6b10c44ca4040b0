using System.Globalization;

namespace ChiSo.Web.Feeds;

/// <summary>Where a page of an answer begins: what its next link carries, so that no page looks again at what the ones before have looked at.</summary>
/// <param name="Passed">Rows that earlier pages held.</param>
internal sealed record FeedToken(int Passed)
{
    /// <summary>Rows of the table a filter has looked at; 0 where nothing was filtered yet.</summary>
    public int Looked { get; init; }

    /// <summary>How many rows the filter lets through, where it was counted on the first page.</summary>
    public long? Matching { get; init; }

    /// <param name="written">As <see cref="ToString"/> writes it; <c>null</c> on the first page.</param>
    /// <exception cref="FeedQueryException">It isn't.</exception>
    public static FeedToken Read(string? written)
    {
        if (written is null)
            return new(0);
        var numbers = written.Split('-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue - FeedQuery.Most ? number : -1).ToArray();
        if (numbers.Length > 3 || numbers.Contains(-1))
            throw new FeedQueryException(FeedProblems.Unreadable("$skiptoken", written));
        return new(numbers[0]) { Looked = numbers.Length > 1 ? numbers[1] : 0, Matching = numbers.Length > 2 ? numbers[2] : null };
    }

    public override string ToString() => string.Join('-', new[] { Passed, Looked, Matching }.Take(Matching is not null ? 3 : Looked > 0 ? 2 : 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number}")));
}
