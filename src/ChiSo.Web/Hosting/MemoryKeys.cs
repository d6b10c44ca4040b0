using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ChiSo.Web.Hosting;

/// <summary>Keys that die with the process: the public pages protect nothing with them, so that none need lie on a disk.</summary>
internal sealed class MemoryKeys : IXmlRepository
{
    private readonly List<XElement> keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (keys)
            return [.. keys.Select(key => new XElement(key))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (keys)
            keys.Add(new(element));
    }
}
