namespace ChiSo.Web.Surveys;

/// <summary>Room for forms with pictures on their way in: their bytes are in memory until they are drawn anew, so few come at once. Taken only by those who may hand in.</summary>
public sealed class UploadPlaces
{
    private const int MostOfOne = 2;
    private const int MostUntold = 4;
    private const int Most = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private int all;

    /// <summary>A place until it is disposed of; <c>null</c> while there is none.</summary>
    /// <param name="of">A device, a link or a network; empty for what can't be told from others.</param>
    public IDisposable? TryTake(string of)
    {
        lock (gate)
        {
            var own = taken.GetValueOrDefault(of);
            if (all == Most || own == (of.Length > 0 ? MostOfOne : MostUntold)) // the others stay for devices and links
                return null;
            (taken[of], all) = (own + 1, all + 1);
            return new Place(this, of);
        }
    }

    private void Leave(string of)
    {
        lock (gate)
        {
            all--;
            if (--taken[of] == 0)
                taken.Remove(of);
        }
    }

    private sealed class Place(UploadPlaces places, string of) : IDisposable
    {
        private int isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isLeft, 1) == 0)
                places.Leave(of);
        }
    }
}
