namespace ChiSo.Application.Surveys.Collection;

/// <summary>What takes long to compute, kept in memory for as long as what it rests on stays the same. Asked for by many at once it is computed once; what nobody asks for any more goes after a while.</summary>
/// <param name="most">The most that is kept, as <paramref name="sizeOf"/> measures it: what was asked for longest ago goes first, and what is larger by itself isn't kept.</param>
internal sealed class ComputedOnce<T>(long most, Func<T, long> sizeOf)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    private readonly Lock guard = new();
    private readonly Dictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private long turn;

    /// <param name="about">What it is.</param>
    /// <param name="basis">What it rests on, read before anything is computed of it: another basis, and it is computed anew.</param>
    /// <param name="compute">Goes on when whoever asked first gives up: others may wait.</param>
    public Task<T> GetAsync(string about, string basis, Func<Task<T>> compute, CancellationToken cancel)
    {
        lock (guard)
        {
            if (!kept.TryGetValue(about, out var found) || found.Basis != basis)
                found = Begin(about, basis, compute);
            found.Turn = ++turn;
            return found.Value.WaitAsync(cancel);
        }
    }

    private Kept Begin(string about, string basis, Func<Task<T>> compute)
    {
        using (ExecutionContext.SuppressFlow()) // one reading serves many: nothing of who asked first goes with it
        {
            var begun = kept[about] = new(basis, Task.Run(compute));
            _ = SettleAsync(about, begun);
            return begun;
        }
    }

    private async Task SettleAsync(string about, Kept begun)
    {
        try
        {
            begun.Size = sizeOf(await begun.Value);
        }
        catch (Exception) // whoever waits learns of it; the next one tries again
        {
            Forget(about, begun);
            return;
        }

        Bound(about, begun);
        for (var seen = long.MinValue; seen != begun.Turn;)
        {
            seen = begun.Turn;
            await Task.Delay(Idle);
        }

        Forget(about, begun);
    }

    private void Bound(string about, Kept begun)
    {
        lock (guard)
        {
            if (begun.Size > most)
                Forget(about, begun);
            while (kept.Values.Sum(one => one.Size) > most)
                kept.Remove(kept.Where(one => one.Value.Size > 0).MinBy(one => one.Value.Turn).Key); // the sum is of those
        }
    }

    private void Forget(string about, Kept begun)
    {
        lock (guard)
        {
            if (kept.TryGetValue(about, out var found) && ReferenceEquals(found, begun))
                kept.Remove(about);
        }
    }

    private sealed class Kept(string basis, Task<T> value)
    {
        public string Basis { get; } = basis;

        public Task<T> Value { get; } = value;

        /// <summary>Rises with each time somebody asks for anything.</summary>
        public long Turn { get; set; }

        /// <summary>0 until it is computed.</summary>
        public long Size { get; set; }
    }
}
